// Types of the API's bodies and of what the modules hand to each other; checked by tsc, never served.

import type ja from "./texts/ja.js";

export type Language = "ja" | "ja-easy" | "en" | "zh" | "ko" | "vi";
export type Key = keyof typeof ja;
export type Texts = Record<Key, string>;
export type Say = (key: Key, values?: Record<string, string | number>) => string;
export type Child = Node | string | number | false | null | undefined;

export interface Source {
  n: number;
  title: string;
  url: string;
  section: string;
  page: number | null;
  department: string;
  updated_on: string | null;
  quote: string;
}

export interface Contact {
  department: string;
  phone: string;
  hours: string;
  open_now: boolean | null;
}

export interface Titled {
  title: string;
  url: string;
}

export interface Shelter {
  name: string;
  address: string;
  distance_m: number | null;
  designated_for: string[];
  status: "open" | "full" | "closed" | "unknown";
  status_at: string | null;
  map_url: string;
  geo_uri: string;
}

export interface Answer {
  answer_id: string;
  conversation_id: string;
  mode: Mode;
  status: "answered" | "clarify" | "no_answer" | "refused" | "emergency" | "disaster" | "error";
  text: string;
  language: Language;
  sources: Source[];
  contact: Contact | null;
  procedures: Titled[];
  suggestions: string[];
  notices: string[];
  shelters: Shelter[];
  as_of: string;
}

export type Mode = "normal" | "disaster" | "drill";

export interface Nearby {
  shelters: Shelter[];
  notices: string[];
  attribution: Titled[];
  as_of: string;
}

export interface City {
  name: string;
  website: string | null;
  languages: Language[];
  notice: Record<string, string>;
  opening_hours: { text: string } | null;
  links: Titled[];
  suggestions: Record<string, string[]>;
  mode: Mode;
  max_message_chars: number;
  retention_days: number;
}

export interface Disaster {
  mode: Mode;
  level: number | null;
  as_of: string;
  banner: Record<string, string>;
  menu: Record<string, string[]>;
}

export interface Problem {
  type: string;
  status: number;
  detail: string;
}

export interface Point {
  latitude: number;
  longitude: number;
}

/** A question as `POST /api/chat` takes it. */
export interface Question {
  message: string;
  conversation_id: string | null;
  language: Language | null;
  location?: Point;
}

/** A question and what came of it; kept on the device. */
export interface Turn {
  question: string;
  language: Language;
  answer?: Answer;
  nearby?: Nearby;
  rating?: boolean;
}

export interface Settings {
  language: Language | null;
  size: 0 | 1 | 2;
  contrast: boolean;
}

export interface Saved {
  settings: Settings;
  conversation: string | null;
  turns: Turn[];
}

export interface Options {
  base: string;
  mode: "button" | "inline" | "page";
  target: string;
  language: Language | null;
}

/** What the view of an answer needs besides the answer. */
export interface Seen {
  say: Say;
  language: Language;
  level: number;
  hosts: Set<string>;
  ask(question: string): void;
  rate(helpful: boolean, reason?: string, comment?: string): Promise<void>;
  furigana(text: string): Promise<[string, string][]>;
  announce(words: string): void;
  reader: import("./speech.js").Reader | null;
  print(article: HTMLElement): void;
}
