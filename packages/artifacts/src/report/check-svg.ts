import sax from 'sax';
import { shorten } from '@layerprint/core/json-text';

// What charts are made of, path by path, may be long; the file's own size is its bound.
Object.assign(sax, { MAX_BUFFER_LENGTH: Infinity });
/** No entity but XML's own. */
const OPTIONS: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true };

/** What Vega's SVG is made of. None of it runs anything, leads anywhere, or holds another language. */
const ELEMENTS = new Set(
  ['svg', 'g', 'path', 'line', 'rect', 'text', 'tspan', 'defs', 'clipPath', 'style'], //
);
const ATTRIBUTES = new Set([
  ...['xmlns', 'xmlns:xlink', 'version', 'id', 'class', 'role'],
  ...['width', 'height', 'viewBox', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'dx', 'dy', 'rx', 'ry', 'd'],
  ...['transform', 'clip-path', 'display', 'opacity', 'pointer-events'],
  ...['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-linecap'],
  ...['stroke-linejoin', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-miterlimit'],
  ...['text-anchor', 'font-family', 'font-size', 'font-style', 'font-variant', 'font-weight'],
  ...['aria-hidden', 'aria-label', 'aria-roledescription'],
]);
const NAMESPACES: Readonly<Record<string, string>> = {
  xmlns: 'http://www.w3.org/2000/svg',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
};

/** A place in the same picture, as a clip path. */
const OWN_PLACE = /url\(#[\w-]+\)/g;
/** What fetches something in a value of CSS, or an escape that could spell it. */
const FETCHING = /\\|url|image|src|@/i;
/** A licence, and fonts that are in the style itself. */
const STYLE =
  /^(?:\/\*[ -)+-~]*\*\/)?(?:@font-face\{font-family:[\w ]+;font-weight:[\d ]+;src:url\(data:font\/woff2;base64,[A-Za-z0-9+/=]*\) format\("woff2"\)\})*$/;

/**
 * Makes sure that an SVG is a picture and nothing more: whoever opens it by itself, from a published site,
 * runs nothing and asks nothing of another host.
 *
 * @param size What its root has to say, in CSS pixels.
 * @throws {Error} saying what in it is no part of a chart, or that it is not well-formed.
 */
export function checkSvg(svg: string, size: { width: number; height: number }): void {
  const parser = sax.parser(true, OPTIONS);
  const refuse = (what: string) => () => {
    throw new Error(`it holds ${what}`);
  };
  let depth = 0;
  let roots = 0;
  let style: string | undefined;
  parser.onattribute = ({ name, value }) => checkAttribute(name, value);
  parser.onopentag = ({ name, attributes }) => {
    if (!ELEMENTS.has(name)) throw new Error(`it holds the element ${shorten(name)}`);
    if (style !== undefined) throw new Error(`it holds the element ${name} in a style`);
    if (depth++ === 0) {
      if (++roots > 1) throw new Error('it holds more than one picture');
      // Without `xmlns` among the options, values are text.
      checkRoot(name, attributes as Readonly<Record<string, string>>, size);
    }
    if (name === 'style') style = '';
  };
  parser.ontext = (text) => {
    if (style !== undefined) style += text;
  };
  parser.onclosetag = () => {
    depth--;
    if (style !== undefined && !STYLE.test(style)) throw new Error('it holds a style of its own');
    style = undefined;
  };
  parser.ondoctype = parser.onsgmldeclaration = refuse('a document type');
  parser.onprocessinginstruction = refuse('a processing instruction');
  parser.oncomment = refuse('a comment');
  parser.onopencdata = refuse('a CDATA section');
  parser.onerror = ({ message }) => {
    throw new Error(`it is not well-formed: ${message.replaceAll('\n', ', ')}`);
  };
  parser.write(svg).close();
  if (roots === 0) throw new Error('it holds no picture');
}

function checkAttribute(key: string, value: string): void {
  if (!ATTRIBUTES.has(key)) throw new Error(`it holds the attribute ${shorten(key)}`);
  const namespace = NAMESPACES[key];
  // A label is read out, and obeyed by nothing.
  const isFine =
    key === 'aria-label' ||
    (namespace ? value === namespace : !FETCHING.test(value.replace(OWN_PLACE, '')));
  if (!isFine) throw new Error(`it holds ${key} with the value ${shorten(JSON.stringify(value))}`);
}

function checkRoot(
  name: string,
  { xmlns, width, height }: Readonly<Record<string, string>>,
  size: { width: number; height: number },
): void {
  if (name !== 'svg' || xmlns === undefined) throw new Error('its root is not svg');
  if (Number(width) === size.width && Number(height) === size.height) return;
  throw new Error(`it is ${width} × ${height} and not ${size.width} × ${size.height}`);
}
