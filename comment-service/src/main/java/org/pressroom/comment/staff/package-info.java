/** The names of those who run the site, and who may sign with them. */
@NullMarked
package org.pressroom.comment.staff;

import org.jspecify.annotations.NullMarked;
