/** The words of the Draft screen. */
export const enDraft = {
  heading: 'Draft',
};
