package org.pressroom.gateway.site;

import org.springframework.util.MultiValueMap;

/** Reading of fields that anybody may have sent, or left out. */
final class FormFields {
    private FormFields() {}

    static String text(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }
}
