"""
Runs a program in a network namespace of its own, where only a loopback exists: the one way out is a port there, relayed to
a UNIX socket outside, where our filtering proxy listens. What the program starts is shut in with it, whatever it speaks.

    walled.py SOCKET PORT PROGRAM [ARGUMENT...]    ends as the program does
    walled.py --probe                              exit 0 where the kernel allows such a namespace

No root is needed where user namespaces are open to everybody (user_namespaces(7)); containers often shut them.
"""
import ctypes
import fcntl
import os
import signal
import socket
import struct
import sys
import threading

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
SIOCGIFFLAGS = 0x8913
SIOCSIFFLAGS = 0x8914
IFF_UP = 1
PR_SET_PDEATHSIG = 1

libc = ctypes.CDLL(None, use_errno=True)


def main():
    enter_namespace()
    if sys.argv[1] == '--probe':
        return 0
    outside, port, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    door = socket.create_server(('127.0.0.1', port), backlog=64)
    child = os.fork()
    if child == 0:
        # Without us it would have no way out and nobody to end it.
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        door.close()
        os.execv(command[0], command)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: os.kill(child, received))
    threading.Thread(target=relay_all, args=(door, outside), daemon=True).start()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def enter_namespace():
    user, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), 'unshare')
    # The same user inside as outside: files keep their owner.
    for name, line in (('setgroups', 'deny'), ('uid_map', f'{user} {user} 1'), ('gid_map', f'{group} {group} 1')):
        with open(f'/proc/self/{name}', 'w', encoding='ascii') as file:
            file.write(line)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        flags = struct.unpack('16sh14x', fcntl.ioctl(any_socket, SIOCGIFFLAGS, struct.pack('16sh14x', b'lo', 0)))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack('16sh14x', b'lo', flags | IFF_UP))


def relay_all(door, outside):
    while True:
        inner, _ = door.accept()
        outer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            outer.connect(outside)
        except OSError:
            inner.close()
            continue
        for source, target in ((inner, outer), (outer, inner)):
            threading.Thread(target=relay, args=(source, target), daemon=True).start()


def relay(source, target):
    """One direction until its end, which is passed on."""
    try:
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


if __name__ == '__main__':
    sys.exit(main())
