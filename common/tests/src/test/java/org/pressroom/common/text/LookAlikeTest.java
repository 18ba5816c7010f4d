package org.pressroom.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Administrator",
                "ADMINISTRATOR",
                "Аdministrator",
                "Αdministrator",
                "Administratоr",
                "Adminіstrator",
                "Ａｄｍｉｎｉｓｔｒａｔｏｒ",
                "𝐀𝐝𝐦𝐢𝐧𝐢𝐬𝐭𝐫𝐚𝐭𝐨𝐫",
                "𝓐𝓭𝓶𝓲𝓷𝓲𝓼𝓽𝓻𝓪𝓽𝓸𝓻",
                "Ⓐⓓⓜⓘⓝⓘⓢⓣⓡⓐⓣⓞⓡ",
                "🅰🅳🅼🅸🅽🅸🆂🆃🆁🅰🆃🅾🆁",
                "ᴀᴅᴍɪɴɪsᴛʀᴀᴛᴏʀ",
                "Adm1n1strat0r",
                "@dmini$tr@tor",
                "Adrninistrator",
                "AdmıniStrator",
                "Administratör",
                "Àdḿinistrator",
                "A\u0336d\u0336m\u0336inistrator",
                "Admin\u200bistrator",
                "Admin\u00adistrator\u3164",
                "A d m i n i s t r a t o r",
                "A.d.m.i.n.i.s.t.r.a.t.o.r",
                "\u202erotartsinimdA",
                "Administrat\u2070r",
                "Administrator!",
                "@Administrator",
                "+Administrator $",
                "Administrator™",
                "Adm|n|strator",
                "Adm¡nistrator",
                "Adm\u2223nistrator",
                "Administrat°r",
                "Аdmіnіstrаtоr"
            })
    void whatReadersTakeForOneNameLooksLikeIt(String disguised) {
        assertThat(LookAlike.of(disguised)).containsAnyElementsOf(LookAlike.of("Administrator"));
    }

    @ParameterizedTest
    @CsvSource({
        "Max Werner, Мaх Wегnег",
        "Max Werner, Ma× Werner",
        "Max Werner, Max ₩erner",
        "Max Werner, Max VVerner",
        "Jane Doe, Jane Do\u212E",
        "Jane Doe, (Jane Doe)!",
        "Savvas, Savvas",
        "P!nk, P!nk"
    })
    void aNameLooksLikeItselfInEachDress(String name, String disguised) {
        assertThat(LookAlike.of(disguised)).containsAnyElementsOf(LookAlike.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "Anna, Hanna",
        "Ada, Ida",
        "कमल, कमला",
        "かい, がい",
        "王伟, 王芳",
        "محمد, محمود",
        "Иван, Иванов",
        "Rita, Rina",
        "Jan, Jana",
        "Müller, Miller"
    })
    void otherNamesLookDifferent(String one, String other) {
        assertThat(LookAlike.of(one)).doesNotContainAnyElementsOf(LookAlike.of(other));
    }
}
