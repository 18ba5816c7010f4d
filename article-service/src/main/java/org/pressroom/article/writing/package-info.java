/** Drafts: the working copy of every article, and who may touch it. */
@NullMarked
package org.pressroom.article.writing;

import org.jspecify.annotations.NullMarked;
