package org.pressroom.testkit;

import java.util.List;

/** E-mail addresses in many scripts, for the tests of every entrance that takes them: all have to judge them alike. */
public final class EmailExamples {

    /** Mail can be sent to these. */
    public static final List<String> TAKEN = List.of(
            "rita@readers.example",
            " Rita.R+news@Readers.Example ",
            "Jürgen@bücher.example",
            "Jo\u0308rg@bu\u0308cher.example",
            "женя@почта.example",
            "σοφία@σοφός.example",
            "用户@例え.jp",
            "यूज़र@नेपाल.example",
            "u@اختبار.example",
            "u@ශ්\u200Dරී.com",
            "u@ｅｘａｍｐｌｅ。com",
            "o'neil@ab--cd.example",
            "\u200Erita@readers.example\u00A0");

    /** Mail can be sent to none of these, or they could be read as something else. */
    public static final List<String> REFUSED = List.of(
            "",
            "rita",
            "rita@",
            "@readers.example",
            "rita@localhost",
            "rita@readers..example",
            "rita@[127.0.0.1]",
            "\"rita r\"@readers.example",
            "rita@readers.example, tom@readers.example",
            "Rita <rita@readers.example>",
            "ri ta@readers.example",
            "ri\nta@readers.example",
            "ri\u200Bta@readers.example",
            "rita\u202E@readers.example",
            "rita@read_ers.example",
            "rita@read\u200Cers.example",
            "x".repeat(65) + "@readers.example",
            "rita@" + "readers.".repeat(40) + "example");

    private EmailExamples() {}
}
