/** WebSocket close codes (4000 to 4999 are a program's own), by the reason that `closing` gives. */
export const closeCodes = {
  protocol: 4000,
  version: 4001,
  refused: 4002,
  kicked: 4003,
  flood: 4004,
  slow: 4005,
  stopping: 4006,
  silent: 4007,
  replaced: 4008,
};
