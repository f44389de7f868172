// A page read from disk gets no worker from the browser, and the theme searches in one. Here a frame does the
// work instead. The theme's search looks for the name IFrameWorker to find out that it runs in a frame.
if (location.protocol === "file:") {
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.inside = frame.contentWindow
      const load = (src) => new Promise((done) => {
        const script = this.inside.document.createElement("script")
        script.src = src
        script.onload = done
        this.inside.document.body.append(script)
      })
      this.inside.importScripts = async (...urls) => { for (const src of urls) await load(src) }
      this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }))
      this.ready = load(url)
    }

    async postMessage(data) {
      await this.ready
      this.inside.dispatchEvent(new MessageEvent("message", { data }))
    }
  }
}
