/** What --help says. */
export const CHAT_USAGE = `Usage: deno task chat [URL] [--room ROOM] [--user NAME | --guest NAME]
       deno task chat [URL] --room ROOM [--send TEXT] [--file PATH]...
       deno task chat [URL] [--room ROOM] --follow [--json]
       COMMAND | deno task chat [URL] --room ROOM

Without more it is a chat to sit at; /help there lists what to type.

  URL, --url URL     Where Parley is, or a room's link (http://127.0.0.1:8000)
  -r, --room ROOM    A room's address or name
  -u, --user NAME    Sign in with a user name; the password is asked for, or in PARLEY_PASSWORD
  -g, --guest NAME   Come in as a guest
  --send TEXT        Post one message and end once it is stored
  --file PATH        Send a file with it, or alone; can be said several times
  --follow           Print every new message and notice, of one room or of all of one's own
  --json             Print them as Parley sends them, one JSON object a line; {"type":"reset"} says
                     that seq and rev begin anew, because the server went back to a backup
  --timeout SECONDS  Give up after so long without an answer (30)
  -h, --help         Say this

Standard input that is no terminal is sent line by line, in order; empty lines are left out. A line
that is refused ends it. The session is remembered while it is used, for this person on this machine only.
It may read every file that you may, so that you can send it, and writes to its own folder only.
Colour is for terminals, and NO_COLOR turns it off. Errors go to standard error.

Exit codes:
  0  Done: all that was to be sent is stored
  1  ChatError, or failed in another way
  2  The arguments are wrong
  3  Not signed in, or not any more
  4  The server was not reached, or did not answer in time; what was sent may have arrived`;
