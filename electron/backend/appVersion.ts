/** Version of the application; a test keeps it equal to package.json, which the built backend does not ship beside it. */
export const appVersion = '0.1.0';
