package dev.cellwright.kernel.openapi;

/// How the documents look, in light and in dark.
final class DocsStyle {
  static final String ELEMENT =
      """
      <style>
      :root { color-scheme: light dark; --line: #8884; --soft: #8882; --accent: #2563a8; }
      @media (prefers-color-scheme: dark) { :root { --accent: #7fb3ea; } }
      * { box-sizing: border-box; }
      body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: grid;
        grid-template-columns: 19rem minmax(0, 1fr); }
      nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem;
        border-right: 1px solid var(--line); font-size: .85rem; }
      nav ul { list-style: none; margin: 0 0 1rem; padding: 0; }
      nav a { display: block; padding: .1rem 0; text-decoration: none; color: inherit; }
      nav a:hover, nav a:focus { text-decoration: underline; }
      main { padding: 1rem 2rem 4rem; max-width: 62rem; }
      a { color: var(--accent); }
      h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
      h3 { margin: 2.5rem 0 .3rem; }
      h4 { margin: 1rem 0 .3rem; }
      code, .path, .verb { font-family: ui-monospace, monospace; font-size: .92em; }
      .path { overflow-wrap: anywhere; }
      .verb { font-weight: 700; color: var(--accent); }
      table { border-collapse: collapse; width: 100%; font-size: .9rem; }
      th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
        border-bottom: 1px solid var(--soft); overflow-wrap: anywhere; }
      @media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto;
        border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1rem; } }
      </style>
      """;

  private DocsStyle() {}
}
