using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using PreferenceCenter.Features.Console;

namespace PreferenceCenter.Tests.Browser;

/// <summary>Measures facts of a page that only layout can tell.</summary>
internal static class PageFacts
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// Violations that axe finds on the page: one rule per line with the markup that breaks it. Likewise each class whose
    /// rules are not in the console's style sheet, and markup that is shown as text.
    /// </summary>
    /// <param name="page">The page, as it is shown now.</param>
    /// <param name="coloursAlone">Only what colors decide, for a page whose every rule was tried in other colors.</param>
    /// <remarks> The ready-made RunAxe loads axe for every check, opens a second page to summarise, and transfers
    /// everything that passed: ten times the work. It also looks into frames; these pages have none but previews, which
    /// are public pages and emails. </remarks>
    public static async Task<string[]> AxeViolations(this IPage page, bool coloursAlone = false)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Axe);
        var classes = await page.EvaluateAsync<string[]>(
            "() => [...new Set([...document.querySelectorAll('[class]')].flatMap(e => [...e.classList]))]"
        );
        var found = await page.EvaluateAsync<string[]>(
            """
            async colours => {
                if (document.querySelector('iframe:not([id^=look]), frame')) throw new Error('Frames are not looked into.');
                const found = await axe.run(document, { resultTypes: ['violations'], iframes: false, ...(colours ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}) });
                const markup = [...document.querySelectorAll('body *')].filter(e =>
                    [...e.childNodes].some(n => n.nodeType === 3 && /<\/?bdi>/.test(n.data)) && !e.closest('script, style, code, pre, textarea'));
                return [
                    ...found.violations.map(v => `${v.id} ${v.nodes.map(n => n.html).join(' ')}`),
                    ...markup.map(e => `markup-shown ${e.outerHTML}`),
                ];
            }
            """,
            coloursAlone
        );
        return [.. found, .. classes.Where(ComponentStyle.IsLeftOut).Select(name => $"class-left-out {name}")];
    }

    /// <summary>The success criteria that the rules which run here are about, as axe tags them: <c>wcag143</c>.</summary>
    public static async Task<string[]> AxeCriteria(this IPage page)
    {
        await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            """
            async () => {
                const found = await axe.run(document);
                const ran = new Set(['violations', 'passes', 'incomplete', 'inapplicable'].flatMap(kind => found[kind].map(rule => rule.id)));
                return [...new Set(axe.getRules().filter(rule => ran.has(rule.ruleId)).flatMap(rule => rule.tags.filter(tag => /^wcag\d{3,4}$/.test(tag))))];
            }
            """
        );
    }

    /// <summary>Number of pixels by which the page scrolls sideways.</summary>
    public static Task<int> Overflow(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>
    /// Controls with a target below 24 CSS pixels (WCAG 2.5.8): fields with their labels, buttons, and links outside a
    /// sentence.
    /// </summary>
    public static Task<string[]> SmallTargets(this IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('input:not([type=hidden]),select,textarea,button,summary,a')].filter(e => {
                const own = e.getBoundingClientRect(), label = (e.closest('label') ?? e).getBoundingClientRect();
                if (!own.width || e.matches('.skip') || (e.matches('a') && e.closest('p') && e.closest('p').firstElementChild !== e)) return false;
                const width = Math.max(own.width, label.width), height = Math.max(own.height, label.height);
                return width < 24 || height < 24;
            }).map(e => `${e.tagName} ${e.name ?? ''} ${e.textContent.trim()}`)
            """
        );

    /// <summary>The focused element, and whether its centre is visible.</summary>
    public static Task<FocusFact> Focus(this IPage page) =>
        page.EvaluateAsync<FocusFact>(
            """
            () => {
                const e = document.activeElement, box = e.getBoundingClientRect();
                const x = box.left + box.width / 2, seen = [.1, .5, .9].filter(part => {
                    const top = document.elementFromPoint(x, box.top + box.height * part);
                    return top && (top === e || e.contains(top) || top.contains(e) && !top.matches('.bar, header') || (top.closest('label') && top.closest('label') === e.closest('label')));
                }).length;
                return { name: `${e.tagName} ${e.name ?? ''} ${e.value ?? e.textContent.trim()}`, seen, body: e === document.body };
            }
            """
        );

    /// <summary>Text that is larger than its box and therefore cut off.</summary>
    public static Task<string[]> CutText(this IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
                const s = getComputedStyle(e);
                return !e.matches('.sr, .seg > legend, textarea') && e.textContent.trim() && e.clientWidth && s.overflow !== 'visible'
                    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
            }).map(e => `${e.tagName} ${e.textContent.trim().slice(0, 40)}`)
            """
        );

    /// <summary>Applies the text spacing of WCAG 1.4.12 as a user style sheet would.</summary>
    public static Task SpaceText(this IPage page) =>
        page.EvaluateAsync(
            """
            () => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
                document.adoptedStyleSheets = [sheet];
            }
            """
        );
}

/// <summary>The focused element and its visibility.</summary>
internal sealed class FocusFact
{
    public string Name { get; set; } = "";

    /// <summary>How many of three points along its vertical centre line are not covered.</summary>
    public int Seen { get; set; }

    /// <summary>Whether nothing has the focus, so that the tab order is at its end.</summary>
    public bool Body { get; set; }
}
