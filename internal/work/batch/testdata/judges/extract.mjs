// The text of each page of a PDF as three readers extract it, one line of JSON a reader:
//   node extract.mjs FOLDER FILE
// FOLDER is where npm installed pdfjs-dist, @hyzyla/pdfium and mupdf.
import {readFileSync} from 'node:fs'
import {pathToFileURL} from 'node:url'

const [folder, file] = process.argv.slice(2)
const load = name => import(pathToFileURL(`${folder}/node_modules/${name}`).href)
const data = readFileSync(file)
const say = (reader, pages) => console.log(JSON.stringify({reader, pages}))
console.warn = () => {} // pdf.js misses a canvas, which text does not need

const pdfjs = await load('pdfjs-dist/legacy/build/pdf.mjs')
const read = await pdfjs.getDocument({data: new Uint8Array(data), verbosity: 0}).promise
let pages = []
for (let n = 1; n <= read.numPages; n++) {
  const {items} = await (await read.getPage(n)).getTextContent()
  pages.push(items.map(item => item.str + (item.hasEOL ? '\n' : '')).join(''))
}
await read.destroy()
say('pdf.js', pages)

const {PDFiumLibrary} = await load('@hyzyla/pdfium/dist/index.esm.js')
const library = await PDFiumLibrary.init()
const opened = await library.loadDocument(data)
pages = []
for (const page of opened.pages()) pages.push(page.getText())
opened.destroy()
say('PDFium', pages)

const mupdf = await load('mupdf/dist/mupdf.js')
const document = mupdf.Document.openDocument(data, 'application/pdf')
pages = []
for (let n = 0; n < document.countPages(); n++) pages.push(document.loadPage(n).toStructuredText('').asText())
say('MuPDF', pages)
