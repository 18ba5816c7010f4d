/** The articles as their events tell them: this service's own copy of what it needs to know. */
@NullMarked
package org.pressroom.subscription.articles;

import org.jspecify.annotations.NullMarked;
