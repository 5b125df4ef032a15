/** The ids of the parts of a composer; there may be two on a page. */
export function composerElementIds(key: string) {
  const id = key.replace("/", "-");
  return {
    field: `field-${id}`,
    offers: `offers-${id}`,
    counter: `counter-${id}`,
    remark: `remark-${id}`,
    emoji: `emoji-${id}`,
  };
}
