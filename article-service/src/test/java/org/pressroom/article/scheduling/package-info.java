@NullMarked
package org.pressroom.article.scheduling;

import org.jspecify.annotations.NullMarked;
