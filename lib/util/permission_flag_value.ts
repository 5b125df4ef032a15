/** Whether a permission flag can hold a text as one value: Deno splits lists at commas, the task's shell at spaces. */
export function isPermissionFlagValue(text: string): boolean {
  return !/[\s,]/.test(text);
}
