/** What use cases take and answer, whoever calls them: a request, a schedule, an import. Nothing here knows HTTP. */
@NullMarked
package org.pressroom.common.usecase;

import org.jspecify.annotations.NullMarked;
