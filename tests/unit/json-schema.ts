/** The part of JSON Schema that our schemas use; any other keyword is rejected, so that nothing goes unchecked. */
export function problems(schema: Record<string, unknown>, value: unknown, at = ''): readonly string[] {
  const out: string[] = [];
  for (const [keyword, wanted] of Object.entries(schema)) {
    switch (keyword) {
      case '$schema':
      case 'title':
      case 'description':
        break;
      case 'type':
        if ((Array.isArray(value) ? 'array' : typeof value) !== wanted) out.push(`${at}: not of type ${String(wanted)}`);
        break;
      case 'const':
        if (value !== wanted) out.push(`${at}: not ${String(wanted)}`);
        break;
      case 'enum':
        if (!(wanted as unknown[]).includes(value)) out.push(`${at}: none of ${String(wanted)}`);
        break;
      case 'pattern':
        if (!new RegExp(String(wanted)).test(String(value))) out.push(`${at}: does not match ${String(wanted)}`);
        break;
      case 'minLength':
      case 'minItems':
        if ((value as { length: number }).length < Number(wanted)) out.push(`${at}: too short`);
        break;
      case 'required':
        for (const name of wanted as string[]) if (!(name in (value as object))) out.push(`${at}: no ${name}`);
        break;
      case 'additionalProperties':
        for (const [name, item] of Object.entries(value as object)) {
          if (Object.keys(schema.properties ?? {}).includes(name)) continue;
          if (wanted === false) out.push(`${at}: unknown ${name}`);
          else out.push(...problems(wanted as Record<string, unknown>, item, `${at}/${name}`));
        }
        break;
      case 'properties':
        for (const [name, inner] of Object.entries(wanted as Record<string, Record<string, unknown>>))
          if (name in (value as object)) out.push(...problems(inner, (value as Record<string, unknown>)[name], `${at}/${name}`));
        break;
      case 'items':
        for (const [i, item] of (value as unknown[]).entries())
          out.push(...problems(wanted as Record<string, unknown>, item, `${at}/${String(i)}`));
        break;
      case 'anyOf': {
        const found = (wanted as Record<string, unknown>[]).map((one) => problems(one, value, at));
        if (!found.some((one) => one.length === 0)) out.push(...found.flat());
        break;
      }
      default:
        out.push(`${at}: keyword ${keyword} is not checked`);
    }
  }
  return out;
}
