/** What is told of a new edition of the book. */
export const newEdition = 'A new edition of the book has arrived. What you have typed stays.';
export const updatedElsewhere = 'The book was updated in another tab. What you have typed stays.';
export const show = 'Show it';
export const later = 'Later';
