/** What is said where the first admin comes in. */
export const setup = {
  setUp: {
    about: "You will be its admin. Everyone else comes after you.",
    action: "Set up Parley",
    done: "Parley is set up",
    doneAbout: "This link has done its work. Sign in to continue.",
    token: "Set-up link or token",
    tokenHint: "The whole link, or what the server has in SETUP_TOKEN.",
  },
  notSetUp: {
    title: "This Parley is not set up yet",
    about: "Nobody can come in before its first admin.",
    how: "Is it yours? Open its set-up link",
    terminal: "Started in a terminal, Parley shows the link there.",
    task: "Beside a running server, this prints one:",
    token: "A host without a terminal gives a token of your own instead:",
    enter: "Enter a link or token",
    visitor: "Is it not yours? Come back later.",
  },
};
