/** The file of a bot that thinks a while before it answers `/echo`, and a while after. */
export const slowEcho = `
export default {
  name: 'Echo_Bot',
  about: 'Echoes after a while.',
  commands: {
    echo: {
      help: 'echoes',
      async run(context, args) {
        await new Promise((done) => setTimeout(done, 100));
        context.reply(args);
        await new Promise((done) => setTimeout(done, 100));
      },
    },
  },
};`;
