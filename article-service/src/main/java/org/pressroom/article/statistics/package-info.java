/** How often articles are viewed and read, from where and in which language; what is read most. */
@NullMarked
package org.pressroom.article.statistics;

import org.jspecify.annotations.NullMarked;
