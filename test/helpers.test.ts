import { describe, expect, test } from 'vitest';
import { findBrowser, provideHelpers, type Machine } from '../scripts/helpers.mjs';

/** A machine on which some programs are there, and others come with an installation. */
function machineWith(
  programs: readonly string[],
  about: { root?: boolean; lists?: boolean; packages?: string[] },
) {
  const { root = true, lists = true, packages = [] } = about;
  const present = new Set(programs);
  const lines: string[] = [];
  const calls: string[] = [];
  let isUpdated = lists;
  const machine: Machine = {
    isRoot: root,
    print: (line) => lines.push(line),
    run: async (program, words) => {
      const name = words.at(-1) ?? '';
      if (program === 'sh') {
        const wanted = name.replace('command -v ', '');
        return present.has(wanted) ? { ok: true, output: `/usr/bin/${wanted}\n` } : { ok: false, output: '' };
      }
      if (name === '--version') return { ok: present.has(program.replace('/usr/bin/', '')), output: '' };
      calls.push(`${program} ${name}`);
      if (name === 'update') isUpdated = true;
      if (program !== 'apt-get' || name === 'update') return { ok: name === 'update', output: 'no network' };
      const ok = isUpdated && packages.includes(name);
      if (ok) present.add(name);
      return { ok, output: ok ? '' : `E: Unable to locate package ${name}` };
    },
  };
  return { machine, lines, calls };
}

describe('what the tests need besides Node', () => {
  test('is only named where it is there', async () => {
    const { machine, lines, calls } = machineWith(['tmux', 'python3', 'google-chrome', 'apt-get'], {});
    await provideHelpers(machine);
    expect(lines).toEqual(['Browser tests run in /usr/bin/google-chrome.']);
    expect(calls).toEqual([]);
  });

  test('comes from Debian, with lists that are fetched first where there are none', async () => {
    const packages = ['tmux', 'python3', 'chromium'];
    const { machine, lines, calls } = machineWith(['apt-get'], { lists: false, packages });
    await provideHelpers(machine);
    expect(calls).toEqual([
      'apt-get tmux',
      'apt-get update',
      'apt-get tmux',
      'apt-get python3',
      'apt-get chromium',
    ]);
    expect(lines.at(-1)).toBe('Browser tests run in /usr/bin/chromium.');
  });

  test('is never taken from Debian by somebody who may not', async () => {
    const { machine, lines, calls } = machineWith(['apt-get'], { root: false, packages: ['tmux'] });
    await provideHelpers(machine);
    expect(calls).toEqual([`${process.execPath} chromium`]);
    expect(lines.join('\n')).toMatch(
      /^tmux is not installed: .*skipped[^]*python3[^]*The browser tests will fail\. /,
    );
    expect(lines.at(-1)).toContain('npx playwright-core install');
  });

  test('is not a script that only has the name of a browser', async () => {
    const { machine } = machineWith(['chromium-browser', 'google-chrome'], {});
    const run: Machine['run'] = async (program, words, seconds) =>
      program.endsWith('chromium-browser') ? { ok: false, output: '' } : machine.run(program, words, seconds);
    expect(await findBrowser({ ...machine, run })).toBe('/usr/bin/google-chrome');
  });
});
