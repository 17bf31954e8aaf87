/** Every key the studio listens to, once: the hooks read the keys here, and the `?` sheet shows this list. */
export const shortcutList = [
  { id: 'help', group: 'everywhere', keys: '?,shift+?', shown: '?' },
  { id: 'jobs', group: 'everywhere', keys: 'j', shown: 'j' },
  { id: 'goOverview', group: 'everywhere', keys: 'g>o', shown: 'g o' },
  { id: 'goPeople', group: 'everywhere', keys: 'g>p', shown: 'g p' },
  { id: 'goCoverage', group: 'everywhere', keys: 'g>r', shown: 'g r' },
  { id: 'goTraining', group: 'everywhere', keys: 'g>t', shown: 'g t' },
  { id: 'goConversions', group: 'everywhere', keys: 'g>c', shown: 'g c' },
  { id: 'goSystem', group: 'everywhere', keys: 'g>s', shown: 'g s' },
  {
    id: 'faceMove',
    group: 'faces',
    keys: 'arrowleft,arrowright,arrowup,arrowdown,pageup,pagedown,home,end',
    shown: 'arrowleft arrowright arrowup arrowdown',
  },
  {
    id: 'faceExtend',
    group: 'faces',
    keys: 'shift+arrowleft,shift+arrowright,shift+arrowup,shift+arrowdown,shift+pageup,shift+pagedown,shift+home,shift+end',
    shown: 'shift+arrowright',
  },
  { id: 'faceNext', group: 'faces', keys: 'n', shown: 'n' },
  { id: 'faceBack', group: 'faces', keys: 'b', shown: 'b' },
  { id: 'faceKeep', group: 'faces', keys: '1,k', shown: '1' },
  { id: 'faceReject', group: 'faces', keys: '2,x,delete', shown: '2' },
  { id: 'faceOther', group: 'faces', keys: '3', shown: '3' },
  { id: 'faceUnsure', group: 'faces', keys: '4,u', shown: '4' },
  { id: 'faceUndo', group: 'faces', keys: 'z,mod+z', shown: 'z' },
  { id: 'faceRedo', group: 'faces', keys: 'shift+z,mod+shift+z,mod+y', shown: 'shift+z' },
  { id: 'faceToggle', group: 'faces', keys: 'space,enter', shown: 'space' },
  { id: 'faceAll', group: 'faces', keys: 'a,mod+a', shown: 'a' },
  { id: 'faceInvert', group: 'faces', keys: 'shift+a', shown: 'shift+a' },
  { id: 'faceClear', group: 'faces', keys: 'escape', shown: 'escape' },
  { id: 'faceLike', group: 'faces', keys: 'l', shown: 'l' },
  { id: 'faceTrack', group: 'faces', keys: 'v', shown: 'v' },
  { id: 'faceTwins', group: 'faces', keys: 'd', shown: 'd' },
  { id: 'faceLarger', group: 'faces', keys: 'equal,shift+equal,add', shown: 'plus' },
  { id: 'faceSmaller', group: 'faces', keys: 'minus,subtract', shown: 'minus' },
  { id: 'faceFilters', group: 'faces', keys: 'f', shown: 'f' },
  { id: 'faceClusters', group: 'faces', keys: 'h', shown: 'h' },
  { id: 'facePanel', group: 'faces', keys: 'i', shown: 'i' },
  { id: 'faceWatch', group: 'faces', keys: 'w', shown: 'w' },
  { id: 'previewBack', group: 'training', keys: 'arrowleft', shown: 'arrowleft' },
  { id: 'previewForward', group: 'training', keys: 'arrowright', shown: 'arrowright' },
  { id: 'previewFilm', group: 'training', keys: 'f', shown: 'f' },
  { id: 'previewCompare', group: 'training', keys: 'c', shown: 'c' },
  { id: 'previewNow', group: 'training', keys: 'p', shown: 'p' },
  { id: 'playPause', group: 'player', keys: 'space', shown: 'space' },
  { id: 'frameBack', group: 'player', keys: 'comma,arrowleft', shown: ',' },
  { id: 'frameForward', group: 'player', keys: 'period,arrowright', shown: '.' },
  { id: 'seekTenths', group: 'player', keys: '0,1,2,3,4,5,6,7,8,9', shown: '0-9' },
  { id: 'compareMode', group: 'player', keys: 'm', shown: 'm' },
  { id: 'flip', group: 'player', keys: 'c', shown: 'c' },
  { id: 'loop', group: 'player', keys: 'l', shown: 'l' },
  { id: 'markIn', group: 'player', keys: 'i', shown: 'i' },
  { id: 'markOut', group: 'player', keys: 'o', shown: 'o' },
  { id: 'unmark', group: 'player', keys: 'x', shown: 'x' },
] as const;

export type ShortcutId = (typeof shortcutList)[number]['id'];
export const shortcutGroups = ['everywhere', 'faces', 'training', 'player'] as const;

export const shortcut = (id: ShortcutId): (typeof shortcutList)[number] => {
  const found = shortcutList.find((entry) => entry.id === id);
  if (!found) throw new Error(`no shortcut ${id}`);
  return found;
};
