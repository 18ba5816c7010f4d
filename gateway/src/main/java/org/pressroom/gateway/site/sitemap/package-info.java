/** What search engines are told: what there is, and where they need not look. */
@NullMarked
package org.pressroom.gateway.site.sitemap;

import org.jspecify.annotations.NullMarked;
