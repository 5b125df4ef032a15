import type { ErrorCode } from "./errors.ts";
import { LIMIT_REASONS } from "./limit_reasons.ts";

/**
 * What can be wrong, by its `reason`: the code that programs act on, and the English sentence for people
 * with bare tools. `{field}` is the field that is wrong, the other braces are the error's `params`; clients
 * word the reason themselves.
 */
export const ERROR_REASONS = {
  // What was sent
  body_not_json: ["bad_json", "The body must be one JSON object."],
  line_not_json: ["bad_json", "A line must be one JSON object."],
  line_not_object: ["bad_request", "A line must be a JSON object with a type."],
  unknown_type: ["unknown_type", "type must be one of {types}."],
  not_json_type: ["bad_request", "Content-Type must be application/json."],
  invalid: ["bad_request", "{field} is not valid."],
  invalid_type: ["bad_request", "{field} must be a {expected}."],
  not_one_of: ["bad_request", "{field} must be one of {values}."],
  too_small: ["bad_request", "{field} must be at least {min}."],
  too_big: ["bad_request", "{field} must be at most {max}."],
  too_short: ["bad_request", "{field} must be at least {min} characters."],
  too_long: ["bad_request", "{field} must be at most {max} characters."],
  empty: ["bad_request", "{field} must not be empty."],
  blank: ["bad_request", "{field} must not be empty or only white space."],
  not_unicode: ["bad_request", "{field} must be valid Unicode, without lone surrogates."],
  nul_character: ["bad_request", "{field} must not have the character U+0000."],
  invisible_characters: [
    "bad_request",
    "{field} must not have control or invisible characters.",
  ],
  too_many_marks: ["bad_request", "{field} must not have more than {max} marks on a letter."],
  mixed_scripts: ["bad_request", "{field} must not mix letters of several scripts."],
  not_a_username: [
    "bad_request",
    "{field} must be 2 to 32 letters from a to z, digits, dots, dashes or underscores.",
  ],
  not_ascii: ["bad_request", "{field} must be printable ASCII without spaces."],
  not_a_room_address: ["bad_request", "{field} must be a room's address, like lobby."],
  not_an_emoji: ["bad_request", "{field} must be one emoji."],
  not_a_number: ["bad_request", "{field} must be a whole number."],
  file_twice: ["bad_request", "{field} must not have a file twice."],
  no_grant: [
    "bad_request",
    "{field} must have a username and a password, or a refresh token.",
  ],
  message_too_large: ["too_large", "A message may take {max} bytes."],
  body_too_large: ["too_large", "A body may have at most {max} bytes."],
  future_since: ["future_since", "since must be at most {rev}."],

  // Addresses, hosts and handshakes
  no_address: ["not_found", "There is nothing at this address."],
  wrong_method: ["wrong_method", "{method} is not possible here; {allowed} would be."],
  other_host: [
    "bad_host",
    "This server does not go by that name. Whoever runs it can set PUBLIC_URL to the address that " +
    "people browse to.",
  ],
  other_origin: [
    "bad_origin",
    "This page may not use Parley from another site. If it is Parley's own, whoever runs it has to set " +
    "PUBLIC_URL to the address that people browse to.",
  ],
  websocket_only: ["upgrade_required", "This address speaks WebSocket only."],
  websocket_version: ["upgrade_required", "Only version 13 of WebSocket is spoken here."],
  no_connection_upgrade: [
    "bad_request",
    "A WebSocket handshake needs the header Connection: Upgrade.",
  ],
  bad_websocket_key: ["bad_request", "Sec-WebSocket-Key must be 16 bytes in base64."],
  connection_closed: ["bad_request", "The connection was closed."],
  not_valid_http: ["bad_request", "The request is not valid."],

  // Who is asking
  no_credentials: ["unauthorized", "Sign in first."],
  session_ended: ["unauthorized", "This session has ended. Sign in again."],
  not_bearer: ["unauthorized", "Authorization must be Bearer and an access token."],
  token_malformed: ["unauthorized", "This is not an access token: POST /api/token gives one."],
  token_expired: [
    "unauthorized",
    "This access token has expired. Trade the refresh token for a new one.",
  ],
  token_invalid: [
    "unauthorized",
    "This access token is not valid here. POST /api/token gives one.",
  ],
  ticket_invalid: [
    "unauthorized",
    "This ticket is not valid: it works once, within 30 seconds. POST /api/ticket gives one; an access " +
    "token works here, too.",
  ],
  refresh_expired: ["unauthorized", "This refresh token is not valid any more. Sign in again."],
  wrong_credentials: ["bad_credentials", "The user name or the password is wrong."],
  wrong_password: ["bad_credentials", "The current password is wrong."],
  account_disabled: ["forbidden", "This account is disabled. Ask an admin."],
  not_set_up: [
    "not_set_up",
    "This Parley is not set up yet. It opens when its first admin has set it up.",
  ],
  admin_exists: [
    "forbidden",
    "This Parley has an admin already. To let somebody in again, use reset or promote.",
  ],
  guests_closed: ["forbidden", "Guests are not let in here. Sign in or sign up."],
  signup_closed: ["forbidden", "Nobody can sign up here."],
  invite_required: ["forbidden", "To sign up here, open an invite that has not expired."],
  link_expired: ["not_found", "This link has been used or has expired. Ask for a new one."],
  setup_link_expired: [
    "not_found",
    "This set-up link or token is not whole, was used, or has expired. `deno task account setup` prints " +
    "a new link.",
  ],
  invite_expired: ["not_found", "That invite has expired. Ask for a new one."],

  // Accounts
  name_taken: ["name_taken", "This name is taken, or looks like another one. Choose another."],
  username_taken: [
    "name_taken",
    "This user name is taken, or looks like another one. Choose another.",
  ],
  password_is_name: [
    "bad_request",
    "{field} must not be a name, even with signs around it.",
  ],
  password_common: ["bad_request", "{field} must not be one that everybody tries first."],
  guest_role: ["bad_request", "A guest has no role. Only an account can have one."],
  guest_reset: ["bad_request", "A guest has no password to reset."],
  guest_password: ["bad_request", "A guest has no password. Sign up to set one."],
  last_admin: ["last_admin", "This is the last admin. Make somebody else an admin first."],
  no_account: ["not_found", "There is no such account."],
  no_username: ["not_found", "There is no account with the user name {username}.{hint}"],
  no_session: ["not_found", "You have no such session."],
  no_store: ["not_found", "There is no Parley in {folder}. Set DATA_DIR to its folder."],
  admins_only: ["forbidden", "Only admins may do this."],
  setting_fixed: [
    "forbidden",
    "{setting} is set by the variable {variable}; change it there.",
  ],

  // Rooms and members
  no_room: ["not_found", 'There is no room "{room}".'],
  room_gone: ["not_found", "The room is gone."],
  not_joined: ["not_joined", 'Join "{room}" first.'],
  left_before_joined: ["not_joined", 'You left "{room}" before it was joined.'],
  no_right: ["forbidden", "You have no right to {permission} here."],
  room_archived: ["forbidden", "This room is archived."],
  muted: ["forbidden", "You are muted here until {until}."],
  blocked: ["forbidden", "You cannot write to each other."],
  too_many_of_name: ["unavailable", 'There are too many rooms named "{name}".'],
  guests_no_rooms: ["forbidden", "Guests cannot make rooms here. Sign up to make one."],
  lobby_stays: ["forbidden", "The lobby cannot be deleted."],
  direct_unchangeable: ["forbidden", "A direct room cannot be changed."],
  direct_undeletable: ["forbidden", "A direct room cannot be deleted."],
  direct_no_leaving: ["forbidden", "A direct room cannot be left."],
  direct_no_invites: ["forbidden", "A direct room has no invites."],
  direct_no_roles: ["forbidden", "Nobody leads a direct room."],
  only_direct_hidden: ["forbidden", "Only a direct room can be hidden."],
  last_owner: ["last_owner", "A room keeps at least one owner."],
  only_owner: ["last_owner", "You are the only owner. Make somebody else an owner first."],
  no_member: ["not_found", "There is no such member."],
  member_outranks: ["forbidden", "You cannot do that to an {role}."],
  no_invite: ["not_found", "There is no such invite."],
  no_writing_to_people: ["forbidden", "You have no right to write to people."],
  nobody_else: ["bad_request", "{field} must name somebody else."],
  block_yourself: ["bad_request", "You cannot block yourself."],
  no_person: ["not_found", "There is nobody of that name to write to."],

  // Messages
  id_conflict: ["id_conflict", 'The id "{id}" stands for another message.'],
  no_message: ["not_found", "There is no such message."],
  not_author: ["forbidden", "Only who wrote a message may edit it."],
  too_many_reactions: ["forbidden", "A message has at most {max} different reactions."],
  too_many_files: ["bad_request", "A message may have at most {max} files."],
  file_gone: [
    "not_found",
    "A file is not there any more, or was sent before. Upload it again.",
  ],

  // Searches
  query_too_long: ["bad_request", "A search may have at most {max} characters."],
  query_too_many_words: ["bad_request", "A search may have at most {max} words."],
  query_empty: [
    "bad_request",
    'Say what to look for: a word, a "phrase", from:name, in:room or has:link.',
  ],
  query_minus: [
    "bad_request",
    'A minus goes before a word or a "phrase", not before {operator}:.',
  ],
  query_needs_name: ["bad_request", 'from: needs a name, like from:ann or from:"Ann Lee".'],
  query_needs_room: [
    "bad_request",
    'in: needs a room, like in:lobby or in:"Front desk".',
  ],
  query_needs_day: ["bad_request", "{operator}: needs a day like {example}."],
  query_needs_feature: ["bad_request", "has: needs {first} or {last}."],
  query_not_a_day: ["bad_request", '{operator}: takes a day like {example}, not "{text}".'],
  query_not_a_feature: ["bad_request", 'has: takes {first} or {last}, not "{text}".'],
  query_no_room: ["bad_request", 'in: found no room named "{name}" that you can read.'],
  query_no_person: ["bad_request", 'from: found nobody named "{name}".'],

  // Files
  no_file: ["not_found", "There is no such file."],
  file_empty: ["bad_request", "The file is empty."],
  file_too_large: ["too_large", "A file may have at most {max} bytes."],
  file_kind: ["bad_type", "Only these kinds may be sent: {kinds}."],
  files_over_quota: [
    "over_quota",
    "Your files would have more than {max} bytes. Delete some first.",
  ],
  disk_full: ["over_quota", "The server has no room for this file."],
  not_a_picture: ["bad_type", "The file is called a picture, and is none."],
  picture_broken: ["bad_type", "The picture cannot be read: it is broken or cut off."],
  picture_too_large: ["too_large", "A picture may have at most {max} MB."],
  too_many_pixels: ["too_large", "The picture has too many pixels: at most {max} million."],
  animation_too_long: [
    "too_large",
    "The animation is too long: at most {frames} frames, and {pixels} million pixels in all of them.",
  ],
  picture_too_slow: [
    "too_large",
    "Looking at the picture takes too long. Send it with fewer pixels.",
  ],
  pictures_unavailable: ["unavailable", "Pictures cannot be taken in right now. Try again later."],
  wrong_offset: ["wrong_offset", "The upload stands at {received} bytes. Go on from there."],
  longer_than_announced: [
    "too_large",
    "The upload was announced with {length} bytes, and has more.",
  ],
  upload_cut_off: ["bad_request", "The upload was cut off. Go on from where it stands."],
  wrong_part_type: ["bad_type", "Content-Type must be {type}."],
  wrong_tus_version: ["wrong_version", "Tus-Resumable must be {version}."],
  not_a_byte_count: ["bad_request", "{field} must be a whole number of bytes."],
  bad_metadata: ["bad_request", "Upload-Metadata must have keys with values in base64."],

  ...LIMIT_REASONS,
} as const satisfies Record<string, readonly [ErrorCode, string]>;

export type ErrorReason = keyof typeof ERROR_REASONS;

/** The values that a sentence is filled with. */
export type ErrorParams = Readonly<Record<string, string | number>>;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The params of a reason, without its field. */
export type ReasonParams<Reason extends ErrorReason> = {
  readonly [Name in Exclude<Placeholders<(typeof ERROR_REASONS)[Reason][1]>, "field">]:
    | string
    | number;
};
