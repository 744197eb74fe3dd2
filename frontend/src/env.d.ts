interface ImportMetaEnv {
  /** The version of the package, set by the build. */
  readonly APP_VERSION: string
}
