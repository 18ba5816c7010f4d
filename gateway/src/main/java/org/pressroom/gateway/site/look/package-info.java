/** What the site looks like: its templates, assets and words, and how texts, times and covers are shown. */
@NullMarked
package org.pressroom.gateway.site.look;

import org.jspecify.annotations.NullMarked;
