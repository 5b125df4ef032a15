import type { ShjLanguageData } from "@speed-highlight/core/tokenize";
import bash from "@speed-highlight/core/languages/bash.js";
import c from "@speed-highlight/core/languages/c.js";
import css from "@speed-highlight/core/languages/css.js";
import diff from "@speed-highlight/core/languages/diff.js";
import docker from "@speed-highlight/core/languages/docker.js";
import go from "@speed-highlight/core/languages/go.js";
import html from "@speed-highlight/core/languages/html.js";
import ini from "@speed-highlight/core/languages/ini.js";
import java from "@speed-highlight/core/languages/java.js";
import js from "@speed-highlight/core/languages/js.js";
import json from "@speed-highlight/core/languages/json.js";
import lua from "@speed-highlight/core/languages/lua.js";
import make from "@speed-highlight/core/languages/make.js";
import py from "@speed-highlight/core/languages/py.js";
import rs from "@speed-highlight/core/languages/rs.js";
import sql from "@speed-highlight/core/languages/sql.js";
import toml from "@speed-highlight/core/languages/toml.js";
import ts from "@speed-highlight/core/languages/ts.js";
import xml from "@speed-highlight/core/languages/xml.js";
import yaml from "@speed-highlight/core/languages/yaml.js";

/** The languages whose code has colours. Their own types do not know exact optional properties. */
export const CODE_LANGUAGES = {
  bash,
  c,
  css,
  diff,
  docker,
  go,
  html,
  ini,
  java,
  js,
  json,
  lua,
  make,
  py,
  rs,
  sql,
  toml,
  ts,
  xml,
  yaml,
} as Record<string, unknown> as Record<string, ShjLanguageData>;

/** Other names for them. */
export const LANGUAGE_ALIASES: Readonly<Record<string, string>> = {
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  console: "bash",
  h: "c",
  cpp: "c",
  "c++": "c",
  patch: "diff",
  dockerfile: "docker",
  golang: "go",
  javascript: "js",
  jsx: "js",
  mjs: "js",
  makefile: "make",
  python: "py",
  rust: "rs",
  typescript: "ts",
  tsx: "ts",
  svg: "xml",
  yml: "yaml",
};
