type Primitive = string | number | boolean | bigint | symbol | null | undefined;

/** `T` with every property, element and entry read-only, all the way down. Brands stay as they are. */
export type DeepReadonly<T> = T extends Primitive
  ? T
  : T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<K, DeepReadonly<V>>
    : T extends ReadonlySet<infer U>
      ? ReadonlySet<U>
      : { readonly [K in keyof T]: DeepReadonly<T[K]> };
