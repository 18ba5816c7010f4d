package org.pressroom.comment.staff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.LookAlike;

/**
 * Which names sound as if those who run the site spoke: words for their work, the site's own name, and what is made of
 * both, however the letters are disguised. In the languages of the site and some neighbours.
 */
final class Signatures {

    /** Nobody is called this: one such word in a name is enough. */
    private static final String OFFICES = """
            admin admins administrator administrators administratorin administratoren administration superadmin sysadmin
            webmaster moderator moderators moderatorin moderatoren moderation
            एडमिन ऐडमिन एडमिनिस्ट्रेटर व्यवस्थापक प्रशासक मॉडरेटर मोडरेटर
            أدمن ادمين مشرف المشرف مشرفون الإدارة إدارة
            админ администратор администрация модератор
            administrador administradora moderador moderadora administrateur modérateur 管理员 管理員 管理者 版主
            """;

    /** Words for who runs a site that may be part of a person's name: refused where nothing else is said. */
    private static final String ROLES = """
            editor editors editorial editorialteam staff mod mods owner publisher official support system root
            redaktion redakteur redakteurin redakteure redaktionsteam chefredakteur chefredakteurin chefredaktion
            herausgeber herausgeberin betreiber betreiberin
            संपादक सम्पादक संपादकीय संचालक स्टाफ कर्मचारी प्रकाशक आधिकारिक
            مدير المدير محرر المحرر محررون المحررون التحرير تحرير مسؤول المسؤول الناشر ناشر طاقم الطاقم الدعم رسمي
            редактор редакция rédacteur rédaction redacción redactor 编辑 編輯 編集者 編集部 官方
            """;

    /** What stands around such words and says nothing by itself. */
    private static final String AROUND = """
            the of in at by for and our your this chief head senior team office desk board site website blog page news
            der die das vom von und des dem dein ihr seite leitung
            का के की टीम दल मुख्य साइट
            فريق الموقع موقع رئيس هيئة
            """;

    /** Shorter words are looked for between spaces alone: too many names hold them. */
    private static final int SHORTEST_WITHIN = 4;

    private static final Pattern DIGITS_AROUND = Pattern.compile("^\\p{N}+|\\p{N}+$");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final Set<String> offices;
    private final Set<String> telling;
    private final Set<String> known;

    Signatures(String siteName) {
        offices = looks(OFFICES);
        telling = new HashSet<>(offices);
        telling.addAll(looks(ROLES));
        telling.addAll(LookAlike.of(siteName));
        Set<String> around = looks(AROUND);
        LookAlike.words(siteName)
                .forEach(words -> telling.add(String.join(
                        "",
                        words.stream().filter(word -> !around.contains(word)).toList())));
        known = new HashSet<>(telling);
        known.addAll(around);
        LookAlike.words(siteName).forEach(known::addAll);
        telling.remove("");
        known.remove("");
    }

    private static Set<String> looks(String words) {
        Set<String> looks = new HashSet<>();
        SPACES.splitAsStream(words.strip()).map(LookAlike::of).forEach(looks::addAll);
        return looks;
    }

    /** Whether a name says that it speaks for the site, whoever works there. */
    boolean speaksForTheSite(String name) {
        return bare(name).stream()
                .flatMap(bare -> LookAlike.words(bare).stream())
                .anyMatch(words -> words.stream().anyMatch(offices::contains)
                        || (known.containsAll(words) && words.stream().anyMatch(telling::contains))
                        || isMadeOfRoles(String.join("", words)));
    }

    /** What the name of a member of staff may look like in this one: all of it, or what is left without words for roles. */
    Set<String> mayBe(String name) {
        Set<String> looks = new HashSet<>();
        for (String bare : bare(name)) {
            for (List<String> words : LookAlike.words(bare)) {
                String whole = String.join("", words);
                looks.add(whole);
                looks.add(String.join(
                        "", words.stream().filter(word -> !known.contains(word)).toList()));
                for (int cut = 1; cut < whole.length(); cut++) {
                    if (isMadeOfRoles(whole.substring(0, cut))) {
                        looks.add(whole.substring(cut));
                    }
                    if (isMadeOfRoles(whole.substring(cut))) {
                        looks.add(whole.substring(0, cut));
                    }
                }
            }
        }
        looks.remove("");
        return looks;
    }

    /** The name, and the same without the numbers that a name is told from its namesakes by. */
    private static List<String> bare(String name) {
        return List.of(
                name,
                DIGITS_AROUND.matcher(name.strip()).replaceAll(""),
                name.toLowerCase(Locale.ROOT).replaceAll("\\p{N}+", " "));
    }

    /** Whether the look is one of known words, one behind the other, that tell of a role. */
    private boolean isMadeOfRoles(String look) {
        List<@Nullable Boolean> reached = new ArrayList<>();
        reached.add(false);
        for (int end = 1; end <= look.length(); end++) {
            @Nullable Boolean told = null;
            for (int start = 0; start <= end - SHORTEST_WITHIN; start++) {
                @Nullable Boolean before = reached.get(start);
                String word = look.substring(start, end);
                if (before != null && known.contains(word)) {
                    told = Boolean.TRUE.equals(told) || before || telling.contains(word);
                }
            }
            reached.add(told);
        }
        return Boolean.TRUE.equals(reached.get(look.length()));
    }
}
