package org.pressroom.gateway.site.rendering;

import org.springframework.util.MultiValueMap;

/** Reading of fields that anybody may have sent, or left out. */
public final class FormFields {
    private FormFields() {}

    public static String text(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }
}
