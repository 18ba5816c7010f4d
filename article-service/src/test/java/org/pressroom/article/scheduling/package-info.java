/**
 * Publications at a time to come, as far as tests need them: what it takes to order a publication from elsewhere than a
 * request. The files here and the migration {@code V900__scheduled_publication.sql} are all of it.
 */
@NullMarked
package org.pressroom.article.scheduling;

import org.jspecify.annotations.NullMarked;
