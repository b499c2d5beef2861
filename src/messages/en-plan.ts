/** The words of the Plan screen. */
export const enPlan = {
  heading: 'Plan',
};
