import { describe, expect, test } from 'vitest';
import { renderChart } from '@layerprint/artifacts/render';
import { checkSvg } from '../../src/report/check-svg.ts';
import { SAMPLE_CHART } from '../render/sample-chart.ts';

const SIZE = { width: 10, height: 20 };
const START =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="20">';

/** A picture of ours with something in it. */
const around = (inner: string): string => `${START}<g><text>1</text>${inner}</g></svg>`;

describe('checkSvg', () => {
  test('takes a chart as it is drawn', async () => {
    const { svg, width, height } = await renderChart(SAMPLE_CHART);
    expect(() => checkSvg(svg, { width, height })).not.toThrow();
  });

  test('takes what charts are made of', () => {
    const parts =
      '<path class="mark" aria-label="url(x) of &lt;3&gt; \\ values" d="M0,0h1Z" fill="rgb(1, 2, 3)" clip-path="url(#clip0)"/><defs><clipPath id="clip0"><rect x="0" y="0" width="1" height="1"/></clipPath></defs>';
    expect(() => checkSvg(around(parts), SIZE)).not.toThrow();
  });

  test.each([
    // Scripts and what runs one.
    '<script>alert(1)</script>',
    '<script href="https://evil.example/x.js"/>',
    '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<SCRIPT>alert(1)</SCRIPT>',
    '<handler type="text/javascript">alert(1)</handler>',
    '<g onload="alert(1)"/>',
    '<g ONLOAD="alert(1)"/>',
    '<rect onclick="alert(1)" width="1" height="1"/>',
    '<rect onmouseover="alert(1)"/>',
    '<path d="M0,0" onfocusin="alert(1)" tabindex="1"/>',
    '<animate attributeName="href" values="javascript:alert(1)"/>',
    '<set attributeName="onmouseover" to="alert(1)"/>',
    '<animate onbegin="alert(1)" attributeName="x" dur="1s"/>',
    '<discard onbegin="alert(1)"/>',
    '<listener event="click" handler="#x"/>',
    // What leads somewhere, or fetches something.
    '<a href="javascript:alert(1)"><text>1</text></a>',
    '<a xlink:href="javascript:alert(1)"><text>1</text></a>',
    '<a href="https://evil.example/"><text>1</text></a>',
    '<g href="https://evil.example/"/>',
    '<use href="data:image/svg+xml;base64,PHN2Zz4="/>',
    '<use xlink:href="https://evil.example/x.svg#x"/>',
    '<use href="#self"/>',
    '<image href="https://evil.example/x.png"/>',
    '<image xlink:href="data:image/svg+xml,%3Csvg%20onload=alert(1)%3E"/>',
    '<feImage href="https://evil.example/x.png"/>',
    '<filter id="f"><feImage xlink:href="x"/></filter>',
    '<pattern id="p"/>',
    '<linearGradient id="p" xlink:href="https://evil.example/#p"/>',
    '<rect fill="url(https://evil.example/#p)"/>',
    '<rect fill="url(#p) url(https://evil.example/)"/>',
    '<rect fill="URL(//evil.example/)"/>',
    '<rect fill="\\75rl(//evil.example/)"/>',
    '<rect fill="&#117;rl(//evil.example/)"/>',
    '<rect fill="image(&quot;//evil.example/&quot;)"/>',
    '<rect fill="src(&quot;//evil.example/&quot;)"/>',
    '<rect clip-path="url(&quot;//evil.example/#c&quot;)"/>',
    '<rect clip-path="url(#a/../../x)"/>',
    '<rect filter="url(//evil.example/#f)"/>',
    '<rect mask="url(//evil.example/#m)"/>',
    '<path marker-end="url(//evil.example/#m)" d="M0,0"/>',
    '<rect style="fill:red"/>',
    '<rect style="background:url(//evil.example/)"/>',
    '<g xml:base="https://evil.example/"/>',
    '<g xml:space="preserve"/>',
    '<text cursor="url(//evil.example/x.cur), auto">1</text>',
    // Other languages inside.
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    '<foreignObject><iframe src="javascript:alert(1)"/></foreignObject>',
    '<iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="x"/>',
    '<g xmlns="http://www.w3.org/1999/xhtml"/>',
    '<g xmlns:x="http://www.w3.org/1999/xhtml"/>',
    '<g xmlns:xlink="http://www.w3.org/2000/svg"/>',
    '<html:img xmlns:html="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>',
    '<embed src="x"/>',
    '<object data="x"/>',
    '<video><source src="x"/></video>',
    '<math/>',
    '<metadata/>',
    '<title>x</title>',
    '<desc>x</desc>',
    '<switch/>',
    '<view/>',
    // Styles that are not the fonts of ours.
    '<style>@import "//evil.example/x.css";</style>',
    '<style>@import url(//evil.example/x.css);</style>',
    '<style>text{fill:url(//evil.example/#p)}</style>',
    '<style>@font-face{font-family:Inter;font-weight:400;src:url(//evil.example/x.woff2)}</style>',
    '<style>@font-face{font-family:Inter;font-weight:400 500;src:url(data:font/woff2;base64,AAAA) format("woff2")}*{color:red}</style>',
    '<style>/* *//*/@import "//evil.example/x";/**/</style>',
    '<style><![CDATA[@import "//evil.example/x.css";]]></style>',
    '<style>a<g/>b</style>',
    '<style type="text/css">*{}</style>',
    // What is no element.
    '<!-- --><g/>',
    '<?xml-stylesheet href="//evil.example/x.css"?>',
    '<?php evil() ?>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '&xxe;',
    '&nbsp;',
    '<g',
    '</g>',
    '<g><rect></g>',
    '<g a=1/>',
    '<g class/>',
    '<rect width="1" & height="1"/>',
    '<__proto__/>',
    '<g __proto__="x"/>',
    '<g constructor="x"/>',
  ])('refuses %j', (inner) => {
    expect(() => checkSvg(around(inner), SIZE)).toThrow(/^it (holds|is) /);
  });

  test.each([
    '<?xml version="1.0" encoding="UTF-7"?>',
    '<?xml-stylesheet href="//evil.example/x.css"?>',
    '<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>',
    '<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd">',
    '<!DOCTYPE svg [<!ATTLIST g onload CDATA "alert(1)">]>',
    '<!-- -->',
    '\ufeff<script/>',
    'text',
  ])('refuses %j before a picture', (start) => {
    expect(() => checkSvg(start + around(''), SIZE)).toThrow(/^it (holds|is) /);
  });

  test.each([
    ['', 'it holds no picture'],
    ['<g/>', 'its root is not svg'],
    ['<svg width="10" height="20"/>', 'its root is not svg'],
    ['<!DOCTYPE html><html/>', 'it holds a document type'],
    [`${START}</svg><script/>`, 'it holds the element script'],
    [`${START}</svg>${START}</svg>`, 'it holds more than one picture'],
    [START, 'it is not well-formed'],
    [START.replace('"10"', '"24000"') + '</svg>', 'it is 24000 × 20 and not 10 × 20'],
    [START.replace('height="20"', '') + '</svg>', 'it is 10 × undefined and not 10 × 20'],
  ])('refuses the whole %j', (svg, message) => {
    expect(() => checkSvg(svg, SIZE)).toThrow(message);
  });
});
