/** What is away: told from what fails for good, and told to operators once and not each second. */
@NullMarked
package org.pressroom.common.outage;

import org.jspecify.annotations.NullMarked;
