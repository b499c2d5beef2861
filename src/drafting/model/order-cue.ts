/** Whether words say that what they stand before comes next: "then", "after that", "danach", "ensuite", "después". */
export function saysWhatComesNext(words: string): boolean {
  return NEXT.test(words.normalize('NFC'));
}

const NEXT =
  /(?<![\p{L}\p{N}])(?:then|next|after (?:that|this|which)|afterwards?|finally|lastly|subsequently|thereafter|once (?:that|this|it) is done|when (?:that|this|it) is done|dann|danach|anschlie(?:ß|ss)end|schließlich|zuletzt|zum schluss|ensuite|puis|après (?:cela|ça)|enfin|luego|después|a continuación|finalmente|por último)(?![\p{L}\p{N}])/iu;
