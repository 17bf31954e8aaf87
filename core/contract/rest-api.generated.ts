/** Generated from server/http/definitions by server/http/write-openapi.ts. Do not edit. */
export interface paths {
    "/api/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All people, oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreatePerson"];
                };
            };
            responses: {
                /** @description The new person, still without consent */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone, with every clip, face, run and conversion of theirs */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreatePerson"];
                };
            };
            responses: {
                /** @description The person under the new name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/persons/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateConsent"];
                };
            };
            responses: {
                /** @description The person with the new record */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/consents/{consentId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    consentId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The person; work that used their face has been ended */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The reference photo */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description The person; clips extracted from now on look for this face */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The person without a reference photo */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    personId: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Links of the person, as they were pasted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddLinks"];
                };
            };
            responses: {
                /** @description Those being looked at, and why the others are not */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinksAdded"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DownloadLinks"];
                };
            };
            responses: {
                /** @description The links; those that could be are on their way */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/{id}/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChooseEntries"];
                };
            };
            responses: {
                /** @description The links made of the chosen videos; the list is gone */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The link, looked at or downloaded once more */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone; its clip stays */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture its site shows for it, drawn anew */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    personId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Clips, oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClipView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportClip"];
                };
            };
            responses: {
                /** @description The clip, being imported */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClipView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/server-folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    path?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What lies in an opened folder; without a path, those folders */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServerFolder"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/server-folders/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportPaths"];
                };
            };
            responses: {
                /** @description The clips, being imported, and what was left out */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportedPaths"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/known": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UploadQuestion"];
                };
            };
            responses: {
                /** @description Whether the file has to be sent */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadAnswer"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/photo-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreatePhotoSet"];
                };
            };
            responses: {
                /** @description The set, being imported */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClipView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The clip */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClipView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone, with its faces and conversions */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeClip"];
                };
            };
            responses: {
                /** @description The clip, to be looked through so from now on */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClipView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/clips/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file as imported */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description A part of it: The file as imported */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/{id}/proxy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A version that every browser plays */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description A part of it: A version that every browser plays */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One of its frames */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/{id}/frames/{frameIndex}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    width?: number;
                };
                header?: never;
                path: {
                    id: string;
                    frameIndex: number | null;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One frame, upright, at most so wide; it never changes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/{id}/extractions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExtractFaces"];
                };
            };
            responses: {
                /** @description The job that finds the faces anew */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/faces/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FaceQuery"];
                };
            };
            responses: {
                /** @description Ids of all that match, in order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaceIds"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/faces/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReadFaceRows"];
                };
            };
            responses: {
                /** @description In the order asked for, without those that are gone */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaceRow"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/faces/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FaceQuery"];
                };
            };
            responses: {
                /** @description How the faces of a query spread */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaceSummary"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/faces/{id}/shape": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where it lies in its frame */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaceShape"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/faces/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    v?: number | null;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The aligned crop, 256 px; with v, its pictureVersion, it never changes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Identities met in their clips, the largest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClusterView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clips/{id}/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Identities that the clip shows, with their faces in it, the largest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClusterView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What stands next to be undone and redone */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EditHistory"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FaceEdit"];
                };
            };
            responses: {
                /** @description The edit, done; what was undone before can be redone no longer */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EditView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/edits/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What stands next now: `redo` is the edit that was undone */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EditHistory"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/edits/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What stands next now: `undo` is the edit that was done again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EditHistory"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Runs, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateRun"];
                };
            };
            responses: {
                /** @description A draft; the command `start` begins it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone, with its checkpoints, previews and conversions */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RunCommand"];
                };
            };
            responses: {
                /** @description The run after the command was given */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeRun"];
                };
            };
            responses: {
                /** @description The run with these settings; one at work begins again from what it saved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What happened to the run, oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunLog"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/log.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The same, a line an entry */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shown-faces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    personA: string;
                    personB: string;
                    runId?: string;
                    heldOutShare?: number | null;
                    seed?: number | null;
                    clipId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What previews would show of two people, and which faces are held out */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShownFacesOffer"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/checkpoints/{checkpointId}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    checkpointId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NameCheckpoint"];
                };
            };
            responses: {
                /** @description The run; a checkpoint with a name is kept for ever */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/checkpoints/{checkpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    checkpointId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run without it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/checkpoints/{checkpointId}/go-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    checkpointId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run, standing there; what came after is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/curve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    from?: number | null;
                    to?: number | null;
                    buckets?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Losses and pace over a range of iterations, in buckets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Curve"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Iterations that have a preview */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PreviewList"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/previews/{iteration}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    branch?: number | null;
                };
                header?: never;
                path: {
                    id: string;
                    iteration: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rows of: face, own decoder, other decoder */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/png": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Model files of the run, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelExport"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateModelExport"];
                };
            };
            responses: {
                /** @description The job that writes the newest checkpoint as a .dfm file */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/exports/{iteration}/{to}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    iteration: string;
                    to: "a" | "b";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The model (ONNX), as DeepFaceLive and FaceFusion load it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description A part of it: The model (ONNX), as DeepFaceLive and FaceFusion load it */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training-forecasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForecastOf"];
                };
            };
            responses: {
                /** @description Memory by the graph, and how long such models took */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrainingForecast"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/training-measurements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForecastOf"];
                };
            };
            responses: {
                /** @description Its pace, from some seconds of steps on faces of chance */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrainingMeasurement"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/shared-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Shared models of the run, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SharedModel"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateSharedModel"];
                };
            };
            responses: {
                /** @description The job that writes the best checkpoint as a safetensors file with its card */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/shared-models/{iteration}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    iteration: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Weights and card (safetensors), as core/contract/model-card.ts says */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description A part of it: Weights and card (safetensors), as core/contract/model-card.ts says */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dfm-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Models of others, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DfmModelView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dfm-models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The model */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DfmModelView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone, with what was converted with it */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dfm-models/{id}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NameDfmPerson"];
                };
            };
            responses: {
                /** @description The model, with the person whose face it shows */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DfmModelView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/previews/{iteration}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    branch?: number | null;
                };
                header?: never;
                path: {
                    id: string;
                    iteration: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The first faces of the preview, square; it never changes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/time-lapse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Previews at even distances as one moving picture */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/webp": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Conversions, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversionView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateConversion"];
                };
            };
            responses: {
                /** @description The conversion, queued */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversionView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TryConversion"];
                };
            };
            responses: {
                /** @description One frame as the conversion would draw it: original on the left, result on the right. The header `trial-outcome` says whether a face was laid (`swapped`) or why not (`nobody`, `anotherPerson`) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateConversion"];
                };
            };
            responses: {
                /** @description What the conversion would choose of that which is left to measuring, and by which figures */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LookPick"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The conversion */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversionView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone, with its videos; ended first where it runs */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Queued once more; it goes on from where it failed, if all is as it was */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversionView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/video": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    download?: "1";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The result, of the type of its format; `download=1` names it as a file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/*": string;
                    };
                };
                /** @description A part of it: The result, of the type of its format; `download=1` names it as a file */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/*": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/side-by-side": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    download?: "1";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Original on the left, result on the right */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description A part of it: Original on the left, result on the right */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/mp4": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How the result compares with the clip it was made of */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversionReport"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/worst/{frame}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    person?: number | null;
                };
                header?: never;
                path: {
                    id: string;
                    frame: number | null;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A frame that the report names: original face on the left, result on the right */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Exports that are written, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversionExport"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateConversionExport"];
                };
            };
            responses: {
                /** @description The job that writes it */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/exports/{exportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    exportId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file, of the type of its format, named as a download */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "*/*": string;
                    };
                };
                /** @description A part of it: The file, of the type of its format, named as a download */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "*/*": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    exportId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversions/{id}/settings.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The settings it was made with, its clip and its saved state, to keep beside it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/look-presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Saved looks, oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LookPreset"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateLookPreset"];
                };
            };
            responses: {
                /** @description The look, saved */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LookPreset"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/look-presets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone; conversions made with it stay as they are */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    personA: string;
                    personB: string;
                    clip?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a training could and could not draw */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CoverageReport"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/augmentation-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query: {
                    personA: string;
                    personB: string;
                    /** @description JSON, as `augmentation` of a run */
                    settings?: string;
                    seed?: number | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rows of examples: A's inputs, A's targets, B's inputs, B's targets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/png": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/persons/{id}/dataset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    states?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description faces.jsonl and the crops, as core/contract/dataset.ts says */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Jobs that wait or run, then the latest that ended */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"][];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The job; it is `paused` when its worker has stopped */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The job; it is `running` when its worker goes on */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MoveJob"];
                };
            };
            responses: {
                /** @description The job, in its new place among those of its kind that wait */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What failed or was cancelled is done once more, by a job of its own */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/log.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What its worker wrote, with the exact commands it ran */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The job; it ends with the state `cancelled` */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Versions, device, room on disk */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SystemView"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Two people with consent records; their clips follow, and the run starts when their faces are found */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SampleCreated"];
                    };
                };
                /** @description Refused or failed: a stable code and a sentence */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErrorReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        PersonView: {
            id: string;
            name: string;
            /** @enum {string} */
            consent: "missing" | "pending" | "active" | "expired" | "withdrawn";
            consents: {
                id: string;
                personId: string;
                grantedBy: string;
                /** @enum {string} */
                method: "self" | "signed-release" | "recorded-statement" | "licensed-footage";
                purpose: string;
                evidence: string;
                /** Format: date */
                validFrom: string;
                /** Format: date */
                validUntil: string | null;
                /** Format: date-time */
                withdrawnAt: string | null;
                /** Format: date-time */
                createdAt: string;
            }[];
            hasReference: boolean;
            clipCount: number;
            faces: {
                kept: number;
                unsure: number;
                other: number;
                rejected: number;
            };
            portraitFaceId: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        ErrorReport: {
            code: string;
            message: string;
            facts: {
                [key: string]: string | number | boolean | null;
            };
        };
        CreatePerson: {
            name: string;
        };
        CreateConsent: {
            grantedBy: string;
            /** @enum {string} */
            method: "self" | "signed-release" | "recorded-statement" | "licensed-footage";
            purpose: string;
            evidence?: string;
            /** Format: date */
            validFrom: string;
            /** Format: date */
            validUntil?: string | null;
        };
        LinkView: {
            id: string;
            personId: string;
            url: string;
            /** @enum {string} */
            state: "checking" | "choosing" | "ready" | "queued" | "downloading" | "done" | "failed";
            facts: {
                title: string;
                site: string;
                pageUrl: string;
                durationSeconds: number | null;
                sizeBytes: number | null;
                /**
                 * @default null
                 * @enum {string|null}
                 */
                note: "no-javascript" | null;
            } | null;
            playlist: {
                title: string;
                count: number;
                entries: {
                    index: number;
                    title: string;
                    durationSeconds: number | null;
                    url: string | null;
                }[];
            } | null;
            hasThumbnail: boolean;
            jobId: string | null;
            error: {
                code: string;
                message: string;
            } | null;
            clipId: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        LinksAdded: {
            links: {
                id: string;
                personId: string;
                url: string;
                /** @enum {string} */
                state: "checking" | "choosing" | "ready" | "queued" | "downloading" | "done" | "failed";
                facts: {
                    title: string;
                    site: string;
                    pageUrl: string;
                    durationSeconds: number | null;
                    sizeBytes: number | null;
                    /**
                     * @default null
                     * @enum {string|null}
                     */
                    note: "no-javascript" | null;
                } | null;
                playlist: {
                    title: string;
                    count: number;
                    entries: {
                        index: number;
                        title: string;
                        durationSeconds: number | null;
                        url: string | null;
                    }[];
                } | null;
                hasThumbnail: boolean;
                jobId: string | null;
                error: {
                    code: string;
                    message: string;
                } | null;
                clipId: string | null;
                /** Format: date-time */
                createdAt: string;
            }[];
            refused: {
                url: string;
                code: string;
                message: string;
                linkId: string | null;
                clipId: string | null;
            }[];
        };
        AddLinks: {
            personId: string;
            urls: string[];
        };
        DownloadLinks: {
            linkIds: string[];
        };
        ChooseEntries: {
            indexes: number[];
        };
        ClipView: {
            id: string;
            personId: string;
            name: string;
            /** @enum {string} */
            kind: "video" | "photos";
            /** @enum {string} */
            state: "importing" | "ready";
            jobId: string | null;
            sizeBytes: number;
            sha256: string | null;
            facts: {
                durationSeconds: number;
                frameRate: number;
                frameCount: number;
                width: number;
                height: number;
                rotation: 0 | 90 | 180 | 270;
                codec: string;
                container: string;
                pixelFormat: string;
                audioCodec: string | null;
                /**
                 * @default progressive
                 * @enum {string}
                 */
                fieldOrder: "progressive" | "top-first" | "bottom-first";
                /**
                 * @default sdr
                 * @enum {string}
                 */
                transfer: "sdr" | "pq" | "hlg";
                /**
                 * @default limited
                 * @enum {string}
                 */
                range: "limited" | "full";
            } | null;
            playable: boolean;
            linkedPath: string | null;
            sourceUrl: string | null;
            hasProxy: boolean;
            skipped: {
                name: string;
                code: string;
            }[];
            sampling: {
                /** @default null */
                inSeconds: number | null;
                /** @default null */
                outSeconds: number | null;
                /** @default 5 */
                samplesPerSecond: number | null;
            };
            excluded: {
                first: number;
                last: number;
            }[];
            faces: {
                kept: number;
                unsure: number;
                other: number;
                rejected: number;
            };
            /** Format: date-time */
            extractedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        ImportClip: {
            personId: string;
            path: string;
            name?: string;
        };
        ServerFolder: {
            path: string | null;
            parent: string | null;
            folders: {
                name: string;
                path: string;
            }[];
            files: {
                name: string;
                path: string;
                sizeBytes: number;
                /** @enum {string} */
                kind: "video" | "photo" | "other";
            }[];
        };
        ImportedPaths: {
            clips: {
                id: string;
                personId: string;
                name: string;
                /** @enum {string} */
                kind: "video" | "photos";
                /** @enum {string} */
                state: "importing" | "ready";
                jobId: string | null;
                sizeBytes: number;
                sha256: string | null;
                facts: {
                    durationSeconds: number;
                    frameRate: number;
                    frameCount: number;
                    width: number;
                    height: number;
                    rotation: 0 | 90 | 180 | 270;
                    codec: string;
                    container: string;
                    pixelFormat: string;
                    audioCodec: string | null;
                    /**
                     * @default progressive
                     * @enum {string}
                     */
                    fieldOrder: "progressive" | "top-first" | "bottom-first";
                    /**
                     * @default sdr
                     * @enum {string}
                     */
                    transfer: "sdr" | "pq" | "hlg";
                    /**
                     * @default limited
                     * @enum {string}
                     */
                    range: "limited" | "full";
                } | null;
                playable: boolean;
                linkedPath: string | null;
                sourceUrl: string | null;
                hasProxy: boolean;
                skipped: {
                    name: string;
                    code: string;
                }[];
                sampling: {
                    /** @default null */
                    inSeconds: number | null;
                    /** @default null */
                    outSeconds: number | null;
                    /** @default 5 */
                    samplesPerSecond: number | null;
                };
                excluded: {
                    first: number;
                    last: number;
                }[];
                faces: {
                    kept: number;
                    unsure: number;
                    other: number;
                    rejected: number;
                };
                /** Format: date-time */
                extractedAt: string | null;
                /** Format: date-time */
                createdAt: string;
            }[];
            skipped: {
                name: string;
                code: string;
            }[];
        };
        ImportPaths: {
            personId: string;
            paths: string[];
        };
        UploadAnswer: {
            /** @enum {string} */
            outcome: "send" | "hash" | "here";
            clipId: string | null;
        };
        UploadQuestion: {
            personId: string;
            name: string;
            sizeBytes: number;
            sha256: string | null;
        };
        CreatePhotoSet: {
            personId: string;
            name: string;
            uploads: string[];
        };
        ChangeClip: {
            sampling: {
                inSeconds?: number | null;
                outSeconds?: number | null;
                samplesPerSecond?: number | null;
            };
        };
        JobView: {
            id: string;
            /** @enum {string} */
            kind: "check-links" | "download-clip" | "import-video" | "make-proxy" | "extract-faces" | "fix-face" | "import-dataset" | "train-autoencoder" | "convert-video" | "export-conversion" | "export-model" | "share-model" | "import-model" | "import-dfm";
            /** @enum {string} */
            state: "queued" | "running" | "paused" | "done" | "cancelled" | "failed";
            title: string;
            subject: {
                /** @enum {string} */
                type: "person" | "link" | "clip" | "run" | "conversion" | "model";
                id: string;
                personId: string | null;
            };
            progress: {
                /** @enum {string} */
                stage: "starting" | "checking" | "downloading" | "waiting" | "probing" | "reading" | "extracting" | "identifying" | "training" | "saving" | "converting" | "exporting" | "finishing";
                done: number;
                total: number | null;
                /** @enum {string} */
                unit: "frames" | "faces" | "iterations" | "bytes" | "steps" | "links";
                rate: number | null;
                etaSeconds: number | null;
                keptSeconds?: number;
                takenOverSeconds?: number;
            } | null;
            place: number | null;
            error: {
                code: string;
                message: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
        };
        ExtractFaces: {
            sampling?: {
                inSeconds?: number | null;
                outSeconds?: number | null;
                samplesPerSecond?: number | null;
            };
        };
        FaceIds: {
            ids: string[];
        };
        FaceQuery: {
            personId: string;
            states?: ("kept" | "unsure" | "other" | "rejected")[];
            clipIds?: string[];
            clusterId?: string | null;
            withoutTwins?: boolean;
            twinsOf?: string | null;
            track?: {
                clipId: string;
                number: number;
            } | null;
            ranges?: {
                likeness?: [
                    number | null,
                    number | null
                ];
                sharpness?: [
                    number | null,
                    number | null
                ];
                sizePx?: [
                    number | null,
                    number | null
                ];
                score?: [
                    number | null,
                    number | null
                ];
                exposure?: [
                    number | null,
                    number | null
                ];
                covered?: [
                    number | null,
                    number | null
                ];
                yaw?: [
                    number | null,
                    number | null
                ];
                pitch?: [
                    number | null,
                    number | null
                ];
                roll?: [
                    number | null,
                    number | null
                ];
                eyes?: [
                    number | null,
                    number | null
                ];
                mouth?: [
                    number | null,
                    number | null
                ];
                lightX?: [
                    number | null,
                    number | null
                ];
                lightY?: [
                    number | null,
                    number | null
                ];
            };
            /** @enum {string} */
            sort?: "time" | "similarity" | "likeness" | "sharpness" | "sizePx" | "score" | "exposure" | "covered" | "yaw" | "pitch" | "roll" | "eyes" | "mouth" | "lightX" | "lightY";
            descending?: boolean;
            similarTo?: string[];
        };
        FaceRow: {
            exposure: number;
            covered: number;
            yaw: number;
            pitch: number;
            roll: number;
            eyes: number;
            mouth: number;
            lightX: number;
            lightY: number;
            id: string;
            clipId: string;
            /** @enum {string} */
            state: "kept" | "unsure" | "other" | "rejected";
            frameIndex: number;
            timeSeconds: number;
            track: number;
            clusterId: string | null;
            twinOf: string | null;
            score: number;
            likeness: number;
            sharpness: number;
            sizePx: number;
            edited: boolean;
            pictureVersion: number;
        };
        ReadFaceRows: {
            ids: string[];
        };
        FaceSummary: {
            histograms: {
                likeness?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                sharpness?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                sizePx?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                score?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                exposure?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                covered?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                yaw?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                pitch?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                roll?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                eyes?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                mouth?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                lightX?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
                lightY?: {
                    from: number;
                    to: number;
                    counts: number[];
                };
            };
            states: {
                kept?: number;
                unsure?: number;
                other?: number;
                rejected?: number;
            };
        };
        FaceShape: {
            box: {
                left: number;
                top: number;
                width: number;
                height: number;
            };
            mesh: number[];
            similarity: number[];
        };
        ClusterView: {
            id: string;
            personId: string;
            faceCount: number;
            /** @enum {string} */
            zone: "match" | "ask" | "other";
            isPerson: boolean | null;
            likeness: number | null;
            faceIds: string[];
        };
        EditHistory: {
            undo: {
                id: string;
                kind: string;
                faceCount: number;
                /** Format: date-time */
                at: string;
            } | null;
            redo: {
                id: string;
                kind: string;
                faceCount: number;
                /** Format: date-time */
                at: string;
            } | null;
        };
        EditView: {
            id: string;
            kind: string;
            faceCount: number;
            /** Format: date-time */
            at: string;
        };
        FaceEdit: {
            /** @enum {string} */
            do: "set-state";
            faces: {
                ids: string[];
            } | {
                query: {
                    personId: string;
                    states?: ("kept" | "unsure" | "other" | "rejected")[];
                    clipIds?: string[];
                    clusterId?: string | null;
                    withoutTwins?: boolean;
                    twinsOf?: string | null;
                    track?: {
                        clipId: string;
                        number: number;
                    } | null;
                    ranges?: {
                        likeness?: [
                            number | null,
                            number | null
                        ];
                        sharpness?: [
                            number | null,
                            number | null
                        ];
                        sizePx?: [
                            number | null,
                            number | null
                        ];
                        score?: [
                            number | null,
                            number | null
                        ];
                        exposure?: [
                            number | null,
                            number | null
                        ];
                        covered?: [
                            number | null,
                            number | null
                        ];
                        yaw?: [
                            number | null,
                            number | null
                        ];
                        pitch?: [
                            number | null,
                            number | null
                        ];
                        roll?: [
                            number | null,
                            number | null
                        ];
                        eyes?: [
                            number | null,
                            number | null
                        ];
                        mouth?: [
                            number | null,
                            number | null
                        ];
                        lightX?: [
                            number | null,
                            number | null
                        ];
                        lightY?: [
                            number | null,
                            number | null
                        ];
                    };
                    /** @enum {string} */
                    sort?: "time" | "similarity" | "likeness" | "sharpness" | "sizePx" | "score" | "exposure" | "covered" | "yaw" | "pitch" | "roll" | "eyes" | "mouth" | "lightX" | "lightY";
                    descending?: boolean;
                    similarTo?: string[];
                };
            };
            /** @enum {string} */
            state: "kept" | "unsure" | "other" | "rejected";
        } | {
            /** @enum {string} */
            do: "decide-cluster";
            clusterId: string;
            isPerson: boolean;
        } | {
            /** @enum {string} */
            do: "merge-clusters";
            clusterIds: string[];
        } | {
            /** @enum {string} */
            do: "split-cluster";
            clusterId: string;
            faceIds: string[] | null;
        } | {
            /** @enum {string} */
            do: "reject-twins";
            query: {
                personId: string;
                states?: ("kept" | "unsure" | "other" | "rejected")[];
                clipIds?: string[];
                clusterId?: string | null;
                withoutTwins?: boolean;
                twinsOf?: string | null;
                track?: {
                    clipId: string;
                    number: number;
                } | null;
                ranges?: {
                    likeness?: [
                        number | null,
                        number | null
                    ];
                    sharpness?: [
                        number | null,
                        number | null
                    ];
                    sizePx?: [
                        number | null,
                        number | null
                    ];
                    score?: [
                        number | null,
                        number | null
                    ];
                    exposure?: [
                        number | null,
                        number | null
                    ];
                    covered?: [
                        number | null,
                        number | null
                    ];
                    yaw?: [
                        number | null,
                        number | null
                    ];
                    pitch?: [
                        number | null,
                        number | null
                    ];
                    roll?: [
                        number | null,
                        number | null
                    ];
                    eyes?: [
                        number | null,
                        number | null
                    ];
                    mouth?: [
                        number | null,
                        number | null
                    ];
                    lightX?: [
                        number | null,
                        number | null
                    ];
                    lightY?: [
                        number | null,
                        number | null
                    ];
                };
                /** @enum {string} */
                sort?: "time" | "similarity" | "likeness" | "sharpness" | "sizePx" | "score" | "exposure" | "covered" | "yaw" | "pitch" | "roll" | "eyes" | "mouth" | "lightX" | "lightY";
                descending?: boolean;
                similarTo?: string[];
            };
        } | {
            /** @enum {string} */
            do: "thin";
            query: {
                personId: string;
                states?: ("kept" | "unsure" | "other" | "rejected")[];
                clipIds?: string[];
                clusterId?: string | null;
                withoutTwins?: boolean;
                twinsOf?: string | null;
                track?: {
                    clipId: string;
                    number: number;
                } | null;
                ranges?: {
                    likeness?: [
                        number | null,
                        number | null
                    ];
                    sharpness?: [
                        number | null,
                        number | null
                    ];
                    sizePx?: [
                        number | null,
                        number | null
                    ];
                    score?: [
                        number | null,
                        number | null
                    ];
                    exposure?: [
                        number | null,
                        number | null
                    ];
                    covered?: [
                        number | null,
                        number | null
                    ];
                    yaw?: [
                        number | null,
                        number | null
                    ];
                    pitch?: [
                        number | null,
                        number | null
                    ];
                    roll?: [
                        number | null,
                        number | null
                    ];
                    eyes?: [
                        number | null,
                        number | null
                    ];
                    mouth?: [
                        number | null,
                        number | null
                    ];
                    lightX?: [
                        number | null,
                        number | null
                    ];
                    lightY?: [
                        number | null,
                        number | null
                    ];
                };
                /** @enum {string} */
                sort?: "time" | "similarity" | "likeness" | "sharpness" | "sizePx" | "score" | "exposure" | "covered" | "yaw" | "pitch" | "roll" | "eyes" | "mouth" | "lightX" | "lightY";
                descending?: boolean;
                similarTo?: string[];
            };
            keep: number;
        } | {
            /** @enum {string} */
            do: "move-crop";
            faceId: string;
            similarity: number[];
        } | {
            /** @enum {string} */
            do: "move-landmarks";
            faceId: string;
            mesh: number[];
        } | {
            /** @enum {string} */
            do: "add-face";
            clipId: string;
            frameIndex: number;
            box: {
                left: number;
                top: number;
                width: number;
                height: number;
            };
        } | {
            /** @enum {string} */
            do: "exclude-frames";
            clipId: string;
            range: {
                first: number;
                last: number;
            };
        };
        RunView: {
            id: string;
            pairId: string;
            personA: {
                id: string;
                name: string;
                keptFaces: number;
            };
            personB: {
                id: string;
                name: string;
                keptFaces: number;
            };
            settings: {
                /** @default {} */
                optimiser: {
                    /**
                     * @default adam
                     * @enum {string}
                     */
                    kind: "adam" | "adamw" | "adabelief" | "lion" | "rmsprop";
                    /** @default 0 */
                    weightDecay: number;
                    /** @default 1 */
                    updateShare: number;
                };
                /** @default {} */
                schedule: {
                    /**
                     * @default constant
                     * @enum {string}
                     */
                    kind: "constant" | "cosine" | "restarts";
                    /** @default 0 */
                    warmUpIterations: number;
                    /** @default null */
                    lengthIterations: number | null;
                    /** @default null */
                    lengthMinutes: number | null;
                    /** @default 0.01 */
                    floor: number;
                };
                /** @default {} */
                losses: {
                    /** @default 1 */
                    mae: number;
                    /** @default 0 */
                    mse: number;
                    /** @default 0 */
                    dssim: number;
                    /** @default 0 */
                    multiScale: number;
                    /**
                     * @default fixed
                     * @enum {string}
                     */
                    window: "fixed" | "relative";
                    /** @default 0 */
                    eyesMouth: number;
                    /** @default 10 */
                    mask: number;
                    /** @default false */
                    masked: boolean;
                    /** @default 0 */
                    outside: number;
                };
                /** @default null */
                clipNorm: number | null;
                /** @default null */
                averaging: number | null;
                /** @default [] */
                frozenParts: ("encoder" | "inter" | "decoder")[];
                /**
                 * @default original
                 * @enum {string}
                 */
                architecture: "swift" | "studio" | "original" | "lightweight" | "iae" | "dfl-h128" | "dfaker-128" | "quick96" | "df-128" | "df-160" | "df-192" | "df-224" | "df-u-128" | "df-u-160" | "df-u-192" | "df-u-224" | "df-d-128" | "df-d-160" | "df-d-192" | "df-d-224" | "df-t-128" | "df-t-160" | "df-t-192" | "df-t-224" | "df-ud-128" | "df-ud-160" | "df-ud-192" | "df-ud-224" | "df-ut-128" | "df-ut-160" | "df-ut-192" | "df-ut-224" | "df-dt-128" | "df-dt-160" | "df-dt-192" | "df-dt-224" | "df-udt-128" | "df-udt-160" | "df-udt-192" | "df-udt-224" | "liae-128" | "liae-160" | "liae-192" | "liae-224" | "liae-u-128" | "liae-u-160" | "liae-u-192" | "liae-u-224" | "liae-d-128" | "liae-d-160" | "liae-d-192" | "liae-d-224" | "liae-t-128" | "liae-t-160" | "liae-t-192" | "liae-t-224" | "liae-ud-128" | "liae-ud-160" | "liae-ud-192" | "liae-ud-224" | "liae-ut-128" | "liae-ut-160" | "liae-ut-192" | "liae-ut-224" | "liae-dt-128" | "liae-dt-160" | "liae-dt-192" | "liae-dt-224" | "liae-udt-128" | "liae-udt-160" | "liae-udt-192" | "liae-udt-224";
                /** @default 16 */
                batchSize: number;
                /**
                 * @default auto
                 * @enum {string}
                 */
                precision: "auto" | "fp32" | "bf16";
                /** @default 0.00005 */
                learningRate: number;
                /** @default 1 */
                seed: number;
                /** @default {} */
                augmentation: {
                    /**
                     * @default {
                     *       "chance": 1,
                     *       "amount": 1
                     *     }
                     */
                    warp: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 1,
                     *       "amount": 1
                     *     }
                     */
                    transform: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0.4
                     *     }
                     */
                    flip: {
                        chance: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    colour: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    hue: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    light: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    blur: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    motionBlur: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    noise: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                    /**
                     * @default {
                     *       "chance": 0,
                     *       "amount": 1
                     *     }
                     */
                    blocks: {
                        chance: number;
                        /** @default 1 */
                        amount: number;
                    };
                };
                /** @default null */
                startFrom: {
                    runId: string;
                    parts: ("encoder" | "inter" | "decoder")[];
                } | null;
                /** @default {} */
                morePeople: {
                    /** @default [] */
                    a: string[];
                    /** @default [] */
                    b: string[];
                };
                /** @default null */
                maxIterations: number | null;
                /** @default null */
                maxMinutes: number | null;
                /** @default 25 */
                previewEvery: number;
                /** @default {} */
                shownFaces: {
                    /** @default null */
                    a: string[] | null;
                    /** @default null */
                    b: string[] | null;
                    /** @default null */
                    clipId: string | null;
                };
                /** @default 120 */
                checkpointEverySeconds: number;
                /** @default 250 */
                checkpointEveryIterations: number;
                /** @default 2 */
                checkpointsKept: number;
                /** @default 0.1 */
                heldOutShare: number;
                /** @default 60 */
                validateEverySeconds: number;
            };
            /** @enum {string} */
            state: "draft" | "queued" | "running" | "paused" | "stopped" | "completed" | "failed" | "imported";
            /** @enum {string|null} */
            pausedFor: "asked" | "disk-full" | null;
            resumed: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                why: "started" | "diverged" | "asked";
                iteration: number;
                reachedIteration: number;
                passedOver: {
                    iteration: number;
                    /** @enum {string} */
                    fault: "missing" | "cut" | "changed";
                }[];
            } | null;
            jobId: string | null;
            iteration: number;
            lossA: number | null;
            lossB: number | null;
            imagesPerSecond: number | null;
            waitingShare: number | null;
            trainedSeconds: number;
            previewIteration: number | null;
            previewBranch: number;
            branches: {
                /** Format: date-time */
                at: string;
                from: number;
                reached: number;
            }[];
            shownSets: {
                wish: {
                    /** @default null */
                    a: string[] | null;
                    /** @default null */
                    b: string[] | null;
                    /** @default null */
                    clipId: string | null;
                };
                /** @default 0 */
                branch: number;
                afterIteration: number;
                a: {
                    id: string;
                    isHeldOut: boolean;
                    isOfClip: boolean;
                }[];
                b: {
                    id: string;
                    isHeldOut: boolean;
                    isOfClip: boolean;
                }[];
            }[];
            checkpoints: {
                id: string;
                branch: number;
                iteration: number;
                isLeft: boolean;
                sizeBytes: number;
                /** @enum {string} */
                kind: "automatic" | "best" | "snapshot";
                name: string | null;
                heldOutError: number | null;
                /** @enum {string|null} */
                fault: "missing" | "cut" | "changed" | null;
                /** Format: date-time */
                createdAt: string;
            }[];
            error: {
                code: string;
                message: string;
            } | null;
            imported: {
                sha256: string;
                fileName: string;
                /** Format: date-time */
                importedAt: string;
                card: {
                    /** @enum {number} */
                    version: 1;
                    madeBy: string;
                    /** Format: date-time */
                    madeAt: string;
                    architecture: string;
                    /** @enum {string} */
                    precision: "fp32" | "bf16";
                    parameterCount: number;
                    iteration: number;
                    trainedSeconds: number;
                    heldOutError: number | null;
                    settings: {
                        /** @default {} */
                        optimiser: {
                            /**
                             * @default adam
                             * @enum {string}
                             */
                            kind: "adam" | "adamw" | "adabelief" | "lion" | "rmsprop";
                            /** @default 0 */
                            weightDecay: number;
                            /** @default 1 */
                            updateShare: number;
                        };
                        /** @default {} */
                        schedule: {
                            /**
                             * @default constant
                             * @enum {string}
                             */
                            kind: "constant" | "cosine" | "restarts";
                            /** @default 0 */
                            warmUpIterations: number;
                            /** @default null */
                            lengthIterations: number | null;
                            /** @default null */
                            lengthMinutes: number | null;
                            /** @default 0.01 */
                            floor: number;
                        };
                        /** @default {} */
                        losses: {
                            /** @default 1 */
                            mae: number;
                            /** @default 0 */
                            mse: number;
                            /** @default 0 */
                            dssim: number;
                            /** @default 0 */
                            multiScale: number;
                            /**
                             * @default fixed
                             * @enum {string}
                             */
                            window: "fixed" | "relative";
                            /** @default 0 */
                            eyesMouth: number;
                            /** @default 10 */
                            mask: number;
                            /** @default false */
                            masked: boolean;
                            /** @default 0 */
                            outside: number;
                        };
                        /** @default null */
                        clipNorm: number | null;
                        /** @default null */
                        averaging: number | null;
                        /** @default [] */
                        frozenParts: ("encoder" | "inter" | "decoder")[];
                        /** @default 16 */
                        batchSize: number;
                        /**
                         * @default auto
                         * @enum {string}
                         */
                        precision: "auto" | "fp32" | "bf16";
                        /** @default 0.00005 */
                        learningRate: number;
                        /** @default 1 */
                        seed: number;
                        /** @default {} */
                        augmentation: {
                            /**
                             * @default {
                             *       "chance": 1,
                             *       "amount": 1
                             *     }
                             */
                            warp: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 1,
                             *       "amount": 1
                             *     }
                             */
                            transform: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0.4
                             *     }
                             */
                            flip: {
                                chance: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            colour: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            hue: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            light: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            blur: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            motionBlur: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            noise: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                            /**
                             * @default {
                             *       "chance": 0,
                             *       "amount": 1
                             *     }
                             */
                            blocks: {
                                chance: number;
                                /** @default 1 */
                                amount: number;
                            };
                        };
                        /** @default null */
                        maxIterations: number | null;
                        /** @default null */
                        maxMinutes: number | null;
                        /** @default 25 */
                        previewEvery: number;
                        /** @default 120 */
                        checkpointEverySeconds: number;
                        /** @default 250 */
                        checkpointEveryIterations: number;
                        /** @default 2 */
                        checkpointsKept: number;
                        /** @default 0.1 */
                        heldOutShare: number;
                        /** @default 60 */
                        validateEverySeconds: number;
                    };
                    people: {
                        a: {
                            name: string;
                            consents: {
                                grantedBy: string;
                                /** @enum {string} */
                                method: "self" | "signed-release" | "recorded-statement" | "licensed-footage";
                                purpose: string;
                                /** Format: date */
                                validFrom: string;
                                /** Format: date */
                                validUntil: string | null;
                            }[];
                            faces: {
                                count: number;
                                sha256: string;
                            } | null;
                        };
                        b: {
                            name: string;
                            consents: {
                                grantedBy: string;
                                /** @enum {string} */
                                method: "self" | "signed-release" | "recorded-statement" | "licensed-footage";
                                purpose: string;
                                /** Format: date */
                                validFrom: string;
                                /** Format: date */
                                validUntil: string | null;
                            }[];
                            faces: {
                                count: number;
                                sha256: string;
                            } | null;
                        };
                    };
                    facesShown: number;
                    origins: {
                        /** @enum {string} */
                        relation: "copy-of" | "begun-with";
                        sha256: string;
                        people: {
                            a: {
                                name: string;
                                consents: {
                                    grantedBy: string;
                                    /** @enum {string} */
                                    method: "self" | "signed-release" | "recorded-statement" | "licensed-footage";
                                    purpose: string;
                                    /** Format: date */
                                    validFrom: string;
                                    /** Format: date */
                                    validUntil: string | null;
                                }[];
                            };
                            b: {
                                name: string;
                                consents: {
                                    grantedBy: string;
                                    /** @enum {string} */
                                    method: "self" | "signed-release" | "recorded-statement" | "licensed-footage";
                                    purpose: string;
                                    /** Format: date */
                                    validFrom: string;
                                    /** Format: date */
                                    validUntil: string | null;
                                }[];
                            };
                        };
                    }[];
                };
            } | null;
            /** Format: date-time */
            createdAt: string;
        };
        CreateRun: {
            personAId: string;
            personBId: string;
            settings?: {
                optimiser?: {
                    /** @enum {string} */
                    kind?: "adam" | "adamw" | "adabelief" | "lion" | "rmsprop";
                    weightDecay?: number;
                    updateShare?: number;
                };
                schedule?: {
                    /** @enum {string} */
                    kind?: "constant" | "cosine" | "restarts";
                    warmUpIterations?: number;
                    lengthIterations?: number | null;
                    lengthMinutes?: number | null;
                    floor?: number;
                };
                losses?: {
                    mae?: number;
                    mse?: number;
                    dssim?: number;
                    multiScale?: number;
                    /** @enum {string} */
                    window?: "fixed" | "relative";
                    eyesMouth?: number;
                    mask?: number;
                    masked?: boolean;
                    outside?: number;
                };
                clipNorm?: number | null;
                averaging?: number | null;
                frozenParts?: ("encoder" | "inter" | "decoder")[];
                /** @enum {string} */
                architecture?: "swift" | "studio" | "original" | "lightweight" | "iae" | "dfl-h128" | "dfaker-128" | "quick96" | "df-128" | "df-160" | "df-192" | "df-224" | "df-u-128" | "df-u-160" | "df-u-192" | "df-u-224" | "df-d-128" | "df-d-160" | "df-d-192" | "df-d-224" | "df-t-128" | "df-t-160" | "df-t-192" | "df-t-224" | "df-ud-128" | "df-ud-160" | "df-ud-192" | "df-ud-224" | "df-ut-128" | "df-ut-160" | "df-ut-192" | "df-ut-224" | "df-dt-128" | "df-dt-160" | "df-dt-192" | "df-dt-224" | "df-udt-128" | "df-udt-160" | "df-udt-192" | "df-udt-224" | "liae-128" | "liae-160" | "liae-192" | "liae-224" | "liae-u-128" | "liae-u-160" | "liae-u-192" | "liae-u-224" | "liae-d-128" | "liae-d-160" | "liae-d-192" | "liae-d-224" | "liae-t-128" | "liae-t-160" | "liae-t-192" | "liae-t-224" | "liae-ud-128" | "liae-ud-160" | "liae-ud-192" | "liae-ud-224" | "liae-ut-128" | "liae-ut-160" | "liae-ut-192" | "liae-ut-224" | "liae-dt-128" | "liae-dt-160" | "liae-dt-192" | "liae-dt-224" | "liae-udt-128" | "liae-udt-160" | "liae-udt-192" | "liae-udt-224";
                batchSize?: number;
                /** @enum {string} */
                precision?: "auto" | "fp32" | "bf16";
                learningRate?: number;
                seed?: number;
                augmentation?: {
                    warp?: {
                        chance: number;
                        amount?: number;
                    };
                    transform?: {
                        chance: number;
                        amount?: number;
                    };
                    flip?: {
                        chance: number;
                    };
                    colour?: {
                        chance: number;
                        amount?: number;
                    };
                    hue?: {
                        chance: number;
                        amount?: number;
                    };
                    light?: {
                        chance: number;
                        amount?: number;
                    };
                    blur?: {
                        chance: number;
                        amount?: number;
                    };
                    motionBlur?: {
                        chance: number;
                        amount?: number;
                    };
                    noise?: {
                        chance: number;
                        amount?: number;
                    };
                    blocks?: {
                        chance: number;
                        amount?: number;
                    };
                };
                startFrom?: {
                    runId: string;
                    parts: ("encoder" | "inter" | "decoder")[];
                } | null;
                morePeople?: {
                    a?: string[];
                    b?: string[];
                };
                maxIterations?: number | null;
                maxMinutes?: number | null;
                previewEvery?: number;
                shownFaces?: {
                    a?: string[] | null;
                    b?: string[] | null;
                    clipId?: string | null;
                };
                checkpointEverySeconds?: number;
                checkpointEveryIterations?: number;
                checkpointsKept?: number;
                heldOutShare?: number;
                validateEverySeconds?: number;
            };
        };
        RunCommand: {
            /** @enum {string} */
            command: "start" | "pause" | "resume" | "stop" | "preview" | "checkpoint";
        };
        ChangeRun: {
            batchSize?: number;
            learningRate?: number;
            schedule?: {
                /** @enum {string} */
                kind?: "constant" | "cosine" | "restarts";
                warmUpIterations?: number;
                lengthIterations?: number | null;
                lengthMinutes?: number | null;
                floor?: number;
            };
            losses?: {
                mae?: number;
                mse?: number;
                dssim?: number;
                multiScale?: number;
                /** @enum {string} */
                window?: "fixed" | "relative";
                eyesMouth?: number;
                mask?: number;
                masked?: boolean;
                outside?: number;
            };
            augmentation?: {
                warp?: {
                    chance: number;
                    amount?: number;
                };
                transform?: {
                    chance: number;
                    amount?: number;
                };
                flip?: {
                    chance: number;
                };
                colour?: {
                    chance: number;
                    amount?: number;
                };
                hue?: {
                    chance: number;
                    amount?: number;
                };
                light?: {
                    chance: number;
                    amount?: number;
                };
                blur?: {
                    chance: number;
                    amount?: number;
                };
                motionBlur?: {
                    chance: number;
                    amount?: number;
                };
                noise?: {
                    chance: number;
                    amount?: number;
                };
                blocks?: {
                    chance: number;
                    amount?: number;
                };
            };
            maxIterations?: number | null;
            maxMinutes?: number | null;
            previewEvery?: number;
            shownFaces?: {
                a?: string[] | null;
                b?: string[] | null;
                clipId?: string | null;
            };
            checkpointEverySeconds?: number;
        };
        RunLog: {
            entries: {
                seq: number;
                /** Format: date-time */
                at: string;
                happened: {
                    /** @enum {string} */
                    kind: "started";
                    iteration: number;
                    reachedIteration: number;
                    passedOver: {
                        iteration: number;
                        /** @enum {string} */
                        fault: "missing" | "cut" | "changed";
                    }[];
                } | {
                    /** @enum {string} */
                    kind: "opened";
                    device: string;
                    /** @enum {string} */
                    precision: "fp32" | "bf16";
                    parameterCount: number;
                    facesA: number;
                    facesB: number;
                    heldOutA: number;
                    heldOutB: number;
                } | {
                    /** @enum {string} */
                    kind: "checkpoint";
                    iteration: number;
                    sizeBytes: number;
                    heldOutError: number | null;
                } | {
                    /** @enum {string} */
                    kind: "paused";
                    /** @enum {string} */
                    reason: "asked" | "disk-full";
                    iteration: number;
                } | {
                    /** @enum {string} */
                    kind: "resumed";
                    iteration: number;
                } | {
                    /** @enum {string} */
                    kind: "settings-changed";
                    changes: {
                        path: string;
                        from: string;
                        to: string;
                    }[];
                } | {
                    /** @enum {string} */
                    kind: "faces-shown";
                    a: number;
                    b: number;
                    afterIteration: number;
                } | {
                    /** @enum {string} */
                    kind: "diverged";
                    iteration: number;
                    backTo: number;
                } | {
                    /** @enum {string} */
                    kind: "went-back";
                    iteration: number;
                    to: number;
                } | {
                    /** @enum {string} */
                    kind: "ended";
                    /** @enum {string} */
                    reason: "stopped" | "limit" | "cancelled";
                    iteration: number;
                } | {
                    /** @enum {string} */
                    kind: "failed";
                    code: string;
                    message: string;
                } | {
                    /** @enum {string} */
                    kind: "interrupted";
                } | {
                    /** @enum {string} */
                    kind: "printed";
                    line: string;
                };
            }[];
        };
        ShownFacesOffer: {
            a: {
                proposed: {
                    id: string;
                    isHeldOut: boolean;
                    isOfClip: boolean;
                }[];
                heldOutIds: string[];
            };
            b: {
                proposed: {
                    id: string;
                    isHeldOut: boolean;
                    isOfClip: boolean;
                }[];
                heldOutIds: string[];
            };
        };
        NameCheckpoint: {
            name: string | null;
        };
        Curve: {
            buckets: {
                width: number;
                iterations: number[];
                trainedSeconds: number[];
                counts: number[];
                values: {
                    a: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    b: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    learningRate: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    imagesPerSecond: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    waitingShare: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                };
            };
            left: {
                width: number;
                iterations: number[];
                trainedSeconds: number[];
                counts: number[];
                values: {
                    a: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    b: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    learningRate: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    imagesPerSecond: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                    waitingShare: {
                        least: (number | null)[];
                        greatest: (number | null)[];
                        mean: (number | null)[];
                        last: (number | null)[];
                    };
                };
            }[];
            validation: {
                iteration: number;
                trainedSeconds: number;
                a: {
                    ssimError: number;
                    l1: number;
                };
                b: {
                    ssimError: number;
                    l1: number;
                };
            }[];
            leftValidation: {
                iteration: number;
                trainedSeconds: number;
                a: {
                    ssimError: number;
                    l1: number;
                };
                b: {
                    ssimError: number;
                    l1: number;
                };
            }[][];
        };
        PreviewList: {
            previews: {
                branch: number;
                iteration: number;
            }[];
            left: {
                branch: number;
                iteration: number;
            }[];
        };
        CreateModelExport: {
            /** @enum {string} */
            to: "a" | "b";
        };
        ModelExport: {
            iteration: number;
            /** @enum {string} */
            to: "a" | "b";
            sizeBytes: number;
        };
        TrainingForecast: {
            /** @enum {string} */
            precision: "fp32" | "bf16";
            isImitated: boolean;
            neededBytes: number | null;
            freeBytes: number;
            totalBytes: number;
            quality: {
                /** @enum {string} */
                source: "runs" | "bench";
                runs: number;
                usableImages: number;
                goodImages: number | null;
            } | null;
        };
        ForecastOf: {
            settings: {
                optimiser?: {
                    /** @enum {string} */
                    kind?: "adam" | "adamw" | "adabelief" | "lion" | "rmsprop";
                    weightDecay?: number;
                    updateShare?: number;
                };
                schedule?: {
                    /** @enum {string} */
                    kind?: "constant" | "cosine" | "restarts";
                    warmUpIterations?: number;
                    lengthIterations?: number | null;
                    lengthMinutes?: number | null;
                    floor?: number;
                };
                losses?: {
                    mae?: number;
                    mse?: number;
                    dssim?: number;
                    multiScale?: number;
                    /** @enum {string} */
                    window?: "fixed" | "relative";
                    eyesMouth?: number;
                    mask?: number;
                    masked?: boolean;
                    outside?: number;
                };
                clipNorm?: number | null;
                averaging?: number | null;
                frozenParts?: ("encoder" | "inter" | "decoder")[];
                /** @enum {string} */
                architecture?: "swift" | "studio" | "original" | "lightweight" | "iae" | "dfl-h128" | "dfaker-128" | "quick96" | "df-128" | "df-160" | "df-192" | "df-224" | "df-u-128" | "df-u-160" | "df-u-192" | "df-u-224" | "df-d-128" | "df-d-160" | "df-d-192" | "df-d-224" | "df-t-128" | "df-t-160" | "df-t-192" | "df-t-224" | "df-ud-128" | "df-ud-160" | "df-ud-192" | "df-ud-224" | "df-ut-128" | "df-ut-160" | "df-ut-192" | "df-ut-224" | "df-dt-128" | "df-dt-160" | "df-dt-192" | "df-dt-224" | "df-udt-128" | "df-udt-160" | "df-udt-192" | "df-udt-224" | "liae-128" | "liae-160" | "liae-192" | "liae-224" | "liae-u-128" | "liae-u-160" | "liae-u-192" | "liae-u-224" | "liae-d-128" | "liae-d-160" | "liae-d-192" | "liae-d-224" | "liae-t-128" | "liae-t-160" | "liae-t-192" | "liae-t-224" | "liae-ud-128" | "liae-ud-160" | "liae-ud-192" | "liae-ud-224" | "liae-ut-128" | "liae-ut-160" | "liae-ut-192" | "liae-ut-224" | "liae-dt-128" | "liae-dt-160" | "liae-dt-192" | "liae-dt-224" | "liae-udt-128" | "liae-udt-160" | "liae-udt-192" | "liae-udt-224";
                batchSize?: number;
                /** @enum {string} */
                precision?: "auto" | "fp32" | "bf16";
                learningRate?: number;
                seed?: number;
                augmentation?: {
                    warp?: {
                        chance: number;
                        amount?: number;
                    };
                    transform?: {
                        chance: number;
                        amount?: number;
                    };
                    flip?: {
                        chance: number;
                    };
                    colour?: {
                        chance: number;
                        amount?: number;
                    };
                    hue?: {
                        chance: number;
                        amount?: number;
                    };
                    light?: {
                        chance: number;
                        amount?: number;
                    };
                    blur?: {
                        chance: number;
                        amount?: number;
                    };
                    motionBlur?: {
                        chance: number;
                        amount?: number;
                    };
                    noise?: {
                        chance: number;
                        amount?: number;
                    };
                    blocks?: {
                        chance: number;
                        amount?: number;
                    };
                };
                startFrom?: {
                    runId: string;
                    parts: ("encoder" | "inter" | "decoder")[];
                } | null;
                morePeople?: {
                    a?: string[];
                    b?: string[];
                };
                maxIterations?: number | null;
                maxMinutes?: number | null;
                previewEvery?: number;
                shownFaces?: {
                    a?: string[] | null;
                    b?: string[] | null;
                    clipId?: string | null;
                };
                checkpointEverySeconds?: number;
                checkpointEveryIterations?: number;
                checkpointsKept?: number;
                heldOutShare?: number;
                validateEverySeconds?: number;
            };
            faces?: number;
        };
        TrainingMeasurement: {
            imagesPerSecond: number;
            steps: number;
            seconds: number;
            /** @enum {string} */
            precision: "fp32" | "bf16";
            device: string;
            peakBytes: number;
            otherJobs: number;
        };
        CreateSharedModel: {
            withPictures?: boolean;
        };
        SharedModel: {
            iteration: number;
            sizeBytes: number;
        };
        DfmModelView: {
            sha256: string;
            sizeBytes: number;
            faceSize: number;
            morphs: boolean;
            id: string;
            name: string;
            person: {
                id: string;
                name: string;
            } | null;
            /** @enum {string} */
            consent: "unknown" | "missing" | "pending" | "active" | "expired" | "withdrawn";
            /** Format: date-time */
            createdAt: string;
        };
        NameDfmPerson: {
            personId: string;
        };
        ConversionView: {
            id: string;
            runId: string | null;
            model: {
                id: string;
                name: string;
                sha256: string;
                morphs: boolean;
            } | null;
            clipId: string;
            clipName: string;
            personAName: string;
            personBName: string;
            settings: {
                /** @enum {string} */
                to: "a" | "b";
                /**
                 * @default lab
                 * @enum {string}
                 */
                colourTransfer: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                /**
                 * @default auto
                 * @enum {string}
                 */
                mask: "auto" | "hull" | "learned" | "both";
                /** @default false */
                keepInFront: boolean;
                /**
                 * @default [
                 *       "brows",
                 *       "eyes",
                 *       "nose",
                 *       "mouth",
                 *       "skin"
                 *     ]
                 */
                parts: ("brows" | "eyes" | "nose" | "mouth" | "skin")[];
                /** @default 0 */
                maskErosion: number;
                /** @default 0.05 */
                maskFeather: number;
                /** @default 0.5 */
                sharpen: number;
                /** @default 1 */
                grain: number;
                /** @default 1 */
                faceScale: number;
                /** @default 0 */
                shiftX: number;
                /** @default 0 */
                shiftY: number;
                /** @default 0.75 */
                morph: number;
                /** @default null */
                inSeconds: number | null;
                /** @default null */
                outSeconds: number | null;
                /** @default null */
                swapped: string[] | null;
                /**
                 * @default source
                 * @enum {string}
                 */
                depth: "source" | "eightBits";
                /** @default [] */
                otherFaces: {
                    identity: string;
                    runId: string;
                    /** @enum {string} */
                    to: "a" | "b";
                    /** @default null */
                    checkpointId: string | null;
                }[];
                /** @default [] */
                measured: ("colourTransfer" | "mask" | "keepInFront")[];
                /** @default null */
                lookPick: {
                    /** @enum {string} */
                    colourTransfer: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                    /** @enum {string} */
                    mask: "auto" | "hull" | "learned" | "both";
                    keepInFront: boolean;
                    frames: number;
                    looks: {
                        /** @enum {string} */
                        colourTransfer: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                        /** @enum {string} */
                        mask: "auto" | "hull" | "learned" | "both";
                        figures: {
                            seam: number | null;
                            tone: number | null;
                            likenessToShown: number | null;
                            likenessToReplaced: number | null;
                            flicker: number | null;
                            landmarks: number | null;
                            wobble: number | null;
                        };
                        /** @enum {string} */
                        verdict: "chosen" | "usual" | "noBetter" | "second" | "offTone" | "lessLike" | "likeReplaced" | "flickers" | "moves" | "wobbles";
                    }[];
                    coveredShare: number | null;
                } | null;
                /**
                 * @default h264
                 * @enum {string}
                 */
                format: "h264" | "hevc" | "av1" | "prores" | "ffv1";
                /**
                 * @default standard
                 * @enum {string}
                 */
                quality: "smaller" | "standard" | "finer";
                /** @default true */
                sideBySide: boolean;
            };
            /** @enum {string} */
            state: "queued" | "running" | "done" | "cancelled" | "failed";
            jobId: string | null;
            iteration: number | null;
            checkpoint: {
                /** @enum {string} */
                kind: "automatic" | "best" | "snapshot";
                name: string | null;
                isBest: boolean;
                heldOutError: number | null;
            } | null;
            frames: {
                written: number;
                swapped: number;
            } | null;
            jitter: {
                seen: number;
                steadied: number;
            } | null;
            sizeBytes: number | null;
            hasSideBySide: boolean;
            otherPairs: {
                personAName: string;
                personBName: string;
                /** @enum {string} */
                to: "a" | "b";
            }[];
            withheld: {
                code: string;
                message: string;
            } | null;
            seconds: number | null;
            error: {
                code: string;
                message: string;
            } | null;
            keptSeconds: number | null;
            /** Format: date-time */
            createdAt: string;
        };
        CreateConversion: {
            runId?: string;
            modelId?: string;
            clipId: string;
            checkpointId?: string;
            settings: {
                /** @enum {string} */
                to: "a" | "b";
                /** @enum {string} */
                colourTransfer?: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                /** @enum {string} */
                mask?: "auto" | "hull" | "learned" | "both";
                keepInFront?: boolean;
                parts?: ("brows" | "eyes" | "nose" | "mouth" | "skin")[];
                maskErosion?: number;
                maskFeather?: number;
                sharpen?: number;
                grain?: number;
                faceScale?: number;
                shiftX?: number;
                shiftY?: number;
                morph?: number;
                inSeconds?: number | null;
                outSeconds?: number | null;
                swapped?: string[] | null;
                /** @enum {string} */
                depth?: "source" | "eightBits";
                otherFaces?: {
                    identity: string;
                    runId: string;
                    /** @enum {string} */
                    to: "a" | "b";
                    checkpointId?: string | null;
                }[];
                measured?: ("colourTransfer" | "mask" | "keepInFront")[];
                /** @enum {string} */
                format?: "h264" | "hevc" | "av1" | "prores" | "ffv1";
                /** @enum {string} */
                quality?: "smaller" | "standard" | "finer";
                sideBySide?: boolean;
            };
        };
        TryConversion: {
            runId?: string;
            modelId?: string;
            clipId: string;
            checkpointId?: string;
            settings: {
                /** @enum {string} */
                to: "a" | "b";
                /** @enum {string} */
                colourTransfer?: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                /** @enum {string} */
                mask?: "auto" | "hull" | "learned" | "both";
                keepInFront?: boolean;
                parts?: ("brows" | "eyes" | "nose" | "mouth" | "skin")[];
                maskErosion?: number;
                maskFeather?: number;
                sharpen?: number;
                grain?: number;
                faceScale?: number;
                shiftX?: number;
                shiftY?: number;
                morph?: number;
                inSeconds?: number | null;
                outSeconds?: number | null;
                swapped?: string[] | null;
                /** @enum {string} */
                depth?: "source" | "eightBits";
                otherFaces?: {
                    identity: string;
                    runId: string;
                    /** @enum {string} */
                    to: "a" | "b";
                    checkpointId?: string | null;
                }[];
                measured?: ("colourTransfer" | "mask" | "keepInFront")[];
                /** @enum {string} */
                format?: "h264" | "hevc" | "av1" | "prores" | "ffv1";
                /** @enum {string} */
                quality?: "smaller" | "standard" | "finer";
                sideBySide?: boolean;
            };
            frameIndex: number;
            closeUp?: boolean;
        };
        LookPick: {
            /** @enum {string} */
            colourTransfer: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
            /** @enum {string} */
            mask: "auto" | "hull" | "learned" | "both";
            keepInFront: boolean;
            frames: number;
            looks: {
                /** @enum {string} */
                colourTransfer: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                /** @enum {string} */
                mask: "auto" | "hull" | "learned" | "both";
                figures: {
                    seam: number | null;
                    tone: number | null;
                    likenessToShown: number | null;
                    likenessToReplaced: number | null;
                    flicker: number | null;
                    landmarks: number | null;
                    wobble: number | null;
                };
                /** @enum {string} */
                verdict: "chosen" | "usual" | "noBetter" | "second" | "offTone" | "lessLike" | "likeReplaced" | "flickers" | "moves" | "wobbles";
            }[];
            coveredShare: number | null;
        };
        ConversionReport: {
            frames: {
                written: number;
                swapped: number;
                nobody: number;
                anotherPerson: number;
            };
            /** @default [] */
            damage: {
                fromSeconds: number;
                toSeconds: number;
                lost: number;
            }[];
            durationSeconds: number;
            takenOverSeconds?: number;
            framesPerBucket: number;
            untouched: number[];
            measures: {
                likenessToShown: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                likenessToReplaced: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                flicker: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                seam: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                landmarks: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                eyes: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                mouth: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                /** @default null */
                gaze: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
                jitter: {
                    mean: number;
                    worst: number;
                    count: number;
                    series: (number | null)[];
                    moments: {
                        frame: number;
                        seconds: number;
                        value: number;
                    }[];
                } | null;
            };
            /** @default [] */
            people: {
                otherFace: number | null;
                swapped: number;
                measures: {
                    likenessToShown: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    likenessToReplaced: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    flicker: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    seam: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    landmarks: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    eyes: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    mouth: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    /** @default null */
                    gaze: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                    jitter: {
                        mean: number;
                        worst: number;
                        count: number;
                        series: (number | null)[];
                        moments: {
                            frame: number;
                            seconds: number;
                            value: number;
                        }[];
                    } | null;
                };
            }[];
        };
        ConversionExport: {
            id: string;
            settings: {
                /** @enum {string} */
                format: "mp4" | "gif" | "webp" | "pngs" | "webps";
                /**
                 * @default result
                 * @enum {string}
                 */
                of: "result" | "pair";
                /** @default false */
                captions: boolean;
                /** @default null */
                inSeconds: number | null;
                /** @default null */
                outSeconds: number | null;
                /** @default null */
                crop: {
                    left: number;
                    top: number;
                    width: number;
                    height: number;
                } | null;
                /** @default null */
                width: number | null;
                /** @default null */
                framesPerSecond: number | null;
            };
            sizeBytes: number;
            frames: number;
            /** Format: date-time */
            createdAt: string;
        };
        CreateConversionExport: {
            /** @enum {string} */
            format: "mp4" | "gif" | "webp" | "pngs" | "webps";
            /** @enum {string} */
            of?: "result" | "pair";
            captions?: boolean;
            inSeconds?: number | null;
            outSeconds?: number | null;
            crop?: {
                left: number;
                top: number;
                width: number;
                height: number;
            } | null;
            width?: number | null;
            framesPerSecond?: number | null;
        };
        LookPreset: {
            name: string;
            look: {
                /**
                 * @default lab
                 * @enum {string}
                 */
                colourTransfer: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                /**
                 * @default auto
                 * @enum {string}
                 */
                mask: "auto" | "hull" | "learned" | "both";
                /**
                 * @default [
                 *       "brows",
                 *       "eyes",
                 *       "nose",
                 *       "mouth",
                 *       "skin"
                 *     ]
                 */
                parts: ("brows" | "eyes" | "nose" | "mouth" | "skin")[];
                /** @default false */
                keepInFront: boolean;
                /** @default 0 */
                maskErosion: number;
                /** @default 0.05 */
                maskFeather: number;
                /** @default 0.5 */
                sharpen: number;
                /** @default 1 */
                grain: number;
                /** @default 1 */
                faceScale: number;
                /** @default 0 */
                shiftX: number;
                /** @default 0 */
                shiftY: number;
            };
            id: string;
            /** Format: date-time */
            createdAt: string;
        };
        CreateLookPreset: {
            name: string;
            look: {
                /** @enum {string} */
                colourTransfer?: "lab" | "mean" | "histogram" | "linear" | "seamless" | "none";
                /** @enum {string} */
                mask?: "auto" | "hull" | "learned" | "both";
                parts?: ("brows" | "eyes" | "nose" | "mouth" | "skin")[];
                keepInFront?: boolean;
                maskErosion?: number;
                maskFeather?: number;
                sharpen?: number;
                grain?: number;
                faceScale?: number;
                shiftX?: number;
                shiftY?: number;
            };
        };
        CoverageReport: {
            directions: {
                /** @enum {string} */
                to: "a" | "b";
                performer: {
                    personId: string;
                    name: string;
                    faces: number;
                };
                drawn: {
                    personId: string;
                    name: string;
                    faces: number;
                    clips: number;
                };
                target: {
                    clipId: string | null;
                    faces: number;
                };
                match: number | null;
                /** @enum {string|null} */
                verdict: "good" | "fair" | "poor" | null;
                answered: number;
                seen: number;
                gaps: {
                    ranges: {
                        /** @enum {string} */
                        axis: "yaw" | "pitch" | "eyes" | "mouth" | "lightX" | "lightY" | "exposure" | "sizePx";
                        from: number | null;
                        to: number | null;
                    }[];
                    /** @enum {string} */
                    axis: "yaw" | "pitch" | "eyes" | "mouth" | "lightX" | "lightY" | "exposure" | "sizePx";
                    targetFaces: number;
                    shareOfTarget: number;
                    shareOfDrawn: number;
                    loss: number;
                    examples: {
                        faceId: string;
                        nearestFaceId: string | null;
                    }[];
                    setAside: number;
                }[];
                scatteredLoss: number;
                warnings: {
                    /** @enum {string} */
                    kind: "few_faces" | "near_duplicates" | "one_clip" | "blurred" | "small" | "other_light" | "covered" | "unmeasured";
                    value: number;
                    wanted: number;
                }[];
                pose: {
                    yawEdges: number[];
                    pitchEdges: number[];
                    target: number[];
                    drawn: number[];
                    performer: number[];
                    unanswered: number[];
                };
                spreads: {
                    /** @enum {string} */
                    axis: "yaw" | "pitch" | "eyes" | "mouth" | "lightX" | "lightY" | "exposure" | "sizePx";
                    edges: number[];
                    target: number[];
                    drawn: number[];
                }[];
            }[];
        };
        MoveJob: {
            /** @enum {string} */
            to: "first" | "earlier" | "later" | "last";
        };
        SystemView: {
            version: string;
            /** Format: date-time */
            startedAt: string;
            device: string;
            cores: number;
            memoryGb: number;
            dataFolder: string;
            freeBytes: number;
            parts: {
                name: string;
                version: string | null;
                /** @enum {string} */
                verdict: "ok" | "warn" | "fail";
                advice: string;
            }[];
            formats: ("h264" | "hevc" | "av1" | "prores" | "ffv1")[];
            limits: {
                maxFileBytes: number;
                maxDurationSeconds: number;
                maxPixels: number;
            };
        };
        SampleCreated: {
            personIds: string[];
            runId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
