// JupyterLab's part of the package, as `hulin lab` serves it: launcher cards, entries of the help menu, and the
// entry of a chart's context menu that saves it at 300 dpi. Written by hand as webpack's module federation wants it:
// there is nothing to build, and nothing is installed.
(() => {
  const NAME = "hulin-analysis";
  const CHART = ".jp-RenderedImage";
  const folder = new URL(".", document.currentScript.src);
  const cells = ["import hulin_analysis as ha", "article = ha.read_article(\"\")\nmetrics = ha.extract(article)\nmetrics"];
  let shared;

  // A package of JupyterLab as it shares it with its extensions; of several versions the last that was registered.
  const load = async name => {
    const versions = Object.values(shared[name]);
    return (await versions[versions.length - 1].get())();
  };

  const tongue = () => {
    const tag = (document.documentElement.lang || "en").replace("_", "-");
    const named = /^zh/i.test(tag) ? tag : navigator.language;
    if (!/^zh/i.test(named)) return "en";
    return /hant|tw|hk|mo/i.test(named) ? "zh-Hant" : "zh-Hans";
  };

  const digest = async base64 => {
    const bytes = Uint8Array.from(atob(base64), char => char.charCodeAt(0));
    const sum = await crypto.subtle.digest("SHA-256", bytes);
    return [...new Uint8Array(sum)].map(byte => byte.toString(16).padStart(2, "0")).join("");
  };

  const download = (base64, name) => {
    const link = document.createElement("a");
    link.href = `data:image/png;base64,${base64.replaceAll("\n", "")}`;
    link.download = name;
    link.click();
  };

  // Ask the kernel for the chart whose picture this is.
  const printed = async (kernel, base64) => {
    const module = "__import__('importlib').import_module('hulin_analysis.charts.canvas.export')";
    const asked = { chart: `${module}.printed('${await digest(base64)}')` };
    const request = { code: "", silent: true, store_history: false, user_expressions: asked };
    const reply = await kernel.requestExecute(request, true).done;
    return reply.content.user_expressions?.chart.data;
  };

  const addCharts = (app, words, tracker, Notification) => {
    // Only charts of the package say what they show.
    const picture = () => {
      const node = app.contextMenuHitTest(one => one.matches(CHART));
      const cell = tracker.currentWidget?.content.widgets.find(one => node && one.node.contains(node));
      const outputs = cell?.model.outputs?.toJSON() ?? [];
      const src = node?.querySelector("img")?.src.split(",")[1];
      const own = outputs.some(one => one.metadata?.["image/png"]?.alt && sameData(one.data["image/png"], src));
      return own ? src : undefined;
    };
    const sameData = (stored, src) => [stored].flat().join("").replaceAll("\n", "") === src;
    app.commands.addCommand("hulin:save-chart", {
      label: words.save,
      isVisible: () => picture() !== undefined,
      execute: async () => {
        const found = picture();
        const kernel = tracker.currentWidget.sessionContext.session?.kernel;
        const data = kernel && found ? await printed(kernel, found) : undefined;
        if (!data?.["image/png"]) return Notification.warning(words.gone, { autoClose: 8000 });
        download(data["image/png"], data["text/plain"]);
      },
    });
    app.contextMenu.addItem({ command: "hulin:save-chart", selector: CHART, rank: 0 });
  };

  const addNotebooks = (app, words, icons) => {
    app.commands.addCommand("hulin:first", {
      label: words.first,
      caption: words.first_caption,
      icon: icons.notebookIcon,
      execute: () => app.commands.execute("docmanager:open", { path: words.notebook }),
    });
    app.commands.addCommand("hulin:new", {
      label: words.new,
      caption: words.new_caption,
      icon: icons.addIcon,
      execute: async args => {
        const panel = await app.commands.execute("notebook:create-new", { cwd: args.cwd, kernelName: "python3" });
        await panel.context.ready;
        const model = panel.content.model.sharedModel;
        model.transact(() => {
          model.deleteCellRange(0, model.cells.length);
          model.insertCells(0, cells.map(source => ({ cell_type: "code", source, metadata: {} })));
        });
        return panel;
      },
    });
  };

  const addReadme = (app, words, MainAreaWidget, rendermime) => {
    app.commands.addCommand("hulin:readme", {
      label: words.readme,
      execute: async () => {
        const text = await (await fetch(new URL("readme.md", folder))).text();
        const content = rendermime.createRenderer("text/markdown");
        await content.renderModel(rendermime.createModel({ data: { "text/markdown": text } }));
        // Its pictures stand beside the file where the package is made.
        content.node.querySelectorAll("img").forEach(image => image.remove());
        const widget = new MainAreaWidget({ content });
        content.node.style.overflow = "auto";
        content.node.style.padding = "0 2em 2em";
        widget.title.label = words.readme;
        app.shell.add(widget, "main");
      },
    });
  };

  const plugin = async () => {
    const [{ ILauncher }, { IMainMenu }, { INotebookTracker }, { IRenderMimeRegistry }, apputils, icons] = await Promise.all(
      ["launcher", "mainmenu", "notebook", "rendermime", "apputils", "ui-components"].map(name => load(`@jupyterlab/${name}`)));
    return {
      id: `${NAME}:plugin`,
      autoStart: true,
      requires: [INotebookTracker, IRenderMimeRegistry],
      optional: [ILauncher, IMainMenu],
      activate: async (app, tracker, rendermime, launcher, menu) => {
        const words = (await (await fetch(new URL("words.json", folder))).json())[tongue()];
        addNotebooks(app, words, icons);
        addReadme(app, words, apputils.MainAreaWidget, rendermime);
        addCharts(app, words, tracker, apputils.Notification);
        const category = words.category;
        ["hulin:first", "hulin:new"].forEach((command, rank) => launcher?.add({ command, category, rank }));
        menu?.helpMenu.addGroup([{ command: "hulin:readme" }, { command: "hulin:first" }], 0);
      },
    };
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: scope => { shared = scope; },
    get: async () => {
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
