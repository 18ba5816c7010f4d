/** What admins choose for the whole publication: its name, its menu, and how it looks. */
@NullMarked
package org.pressroom.gateway.settings;

import org.jspecify.annotations.NullMarked;
