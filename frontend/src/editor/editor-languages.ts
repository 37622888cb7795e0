import { StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** How a language is written: what highlights it (loaded when it is first needed) and one step of its indentation. */
type EditorLanguage = Readonly<{ indent: string; load: () => Promise<Extension> }>;

const SPACES_2 = '  ';
const SPACES_4 = '    ';
const TAB = '\t';

const LANGUAGES: Readonly<Record<string, EditorLanguage>> = {
  bash: {
    indent: SPACES_2,
    load: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/shell')).shell),
  },
  c: { indent: SPACES_4, load: async () => (await import('@codemirror/lang-cpp')).cpp() },
  cpp: { indent: SPACES_4, load: async () => (await import('@codemirror/lang-cpp')).cpp() },
  go: { indent: TAB, load: async () => (await import('@codemirror/lang-go')).go() },
  java: { indent: SPACES_4, load: async () => (await import('@codemirror/lang-java')).java() },
  javascript: { indent: SPACES_2, load: async () => (await import('@codemirror/lang-javascript')).javascript() },
  php: { indent: SPACES_4, load: async () => (await import('@codemirror/lang-php')).php() },
  python: { indent: SPACES_4, load: async () => (await import('@codemirror/lang-python')).python() },
  ruby: {
    indent: SPACES_2,
    load: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  },
  rust: { indent: SPACES_4, load: async () => (await import('@codemirror/lang-rust')).rust() },
  typescript: {
    indent: SPACES_2,
    load: async () => (await import('@codemirror/lang-javascript')).javascript({ typescript: true }),
  },
};

/** Other names under which the same language may come. */
const ALIASES: Readonly<Record<string, string>> = { 'c++': 'cpp', js: 'javascript', ts: 'typescript', shell: 'bash' };

/** The languages that are highlighted; any other is edited as plain text. */
export const HIGHLIGHTED_LANGUAGES: readonly string[] = Object.keys(LANGUAGES);

export function indentationOf(language: string): string {
  return find(language)?.indent ?? SPACES_4;
}

/** The extension that highlights a language; none for a language that is not known here. */
export async function loadLanguage(language: string): Promise<Extension> {
  return (await find(language)?.load()) ?? [];
}

function find(language: string): EditorLanguage | undefined {
  const id = language.toLowerCase();
  const name = Object.hasOwn(ALIASES, id) ? ALIASES[id]! : id;
  return Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined;
}
