// Pictures of the first pages of PDFs, in grey, as PGM files next to them:
//   node render.mjs FOLDER READER DPI,DPI... FILE...
// FOLDER is where npm installed pdfjs-dist, @napi-rs/canvas and @hyzyla/pdfium. READER is pdf.js or PDFium: the
// pictures of it are FILE.READER.DPI.pgm. The second line of a picture has the exact size of the page in pixels: PDFium rounds that and stretches the page to fill it.
import {readFileSync, writeFileSync} from 'node:fs'
import {pathToFileURL} from 'node:url'

const [folder, reader, resolutions, ...files] = process.argv.slice(2)
const load = name => import(pathToFileURL(`${folder}/node_modules/${name}`).href)
const pictures = resolutions.split(',').flatMap(dpi => files.map(file => ({dpi: Number(dpi), file})))
const save = (file, dpi, width, height, grey, page) => {
  const head = `P5\n# page ${page.width * dpi / 72} ${page.height * dpi / 72}\n${width} ${height}\n255\n`
  writeFileSync(`${file}.${reader}.${dpi}.pgm`, Buffer.concat([Buffer.from(head), grey]))
}

// sizeOf returns the size of a page in points, with fractions.
const sizeOf = page => {
  const {originalWidth, originalHeight} = page.getOriginalSize()
  return {width: originalWidth, height: originalHeight}
}

// greyOf returns the levels of grey of RGBA pixels.
const greyOf = rgba => {
  const grey = Buffer.alloc(rgba.length / 4)
  for (let i = 0; i < grey.length; i++) {
    grey[i] = Math.round(0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2])
  }
  return grey
}

const draw = {
  'pdf.js': async () => {
    const {createCanvas} = (await load('@napi-rs/canvas/index.js')).default
    const pdfjs = await load('pdfjs-dist/legacy/build/pdf.mjs')
    for (const {dpi, file} of pictures) {
      const data = new Uint8Array(readFileSync(file))
      const read = await pdfjs.getDocument({data, verbosity: 0}).promise
      const page = await read.getPage(1)
      const viewport = page.getViewport({scale: dpi / 72})
      const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)]
      const canvas = createCanvas(width, height)
      const canvasContext = canvas.getContext('2d')
      await page.render({canvas, canvasContext, viewport}).promise
      save(file, dpi, width, height, greyOf(canvasContext.getImageData(0, 0, width, height).data),
        {width: width * 72 / dpi, height: height * 72 / dpi})
      await read.destroy()
    }
  },

  PDFium: async () => {
    const {PDFiumLibrary} = await load('@hyzyla/pdfium/dist/index.esm.js')
    const library = await PDFiumLibrary.init()
    for (const {dpi, file} of pictures) {
      const opened = await library.loadDocument(readFileSync(file))
      const page = opened.getPage(0)
      const size = sizeOf(page) // first: render closes the page
      const drawn = await page.render({scale: dpi / 72, render: 'bitmap'})
      save(file, dpi, drawn.width, drawn.height, greyOf(drawn.data), size)
      opened.destroy()
    }
  },
}

await draw[reader]()
