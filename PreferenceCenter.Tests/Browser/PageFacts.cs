using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PreferenceCenter.Tests.Browser;

/// <summary>What can only be measured in a page that was laid out.</summary>
internal static class PageFacts
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// What axe finds wrong with the page as it stands: a rule a line, with the markup it is broken by.
    /// </summary>
    /// <remarks>
    /// The ready-made RunAxe brings axe anew for every look, opens a second page to sum up, and sends everything that
    /// was found to be right: ten times the work. It looks into frames; these pages have none.
    /// </remarks>
    public static async Task<string[]> AxeViolations(this IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            """
            async () => {
                if (document.querySelector('iframe, frame')) throw new Error('Frames are not looked into.');
                const found = await axe.run(document, { resultTypes: ['violations'] });
                return found.violations.map(v => `${v.id} ${v.nodes.map(n => n.html).join(' ')}`);
            }
            """
        );
    }

    /// <summary>How far the page can be scrolled sideways.</summary>
    public static Task<int> Overflow(this IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>
    /// Controls whose target is under 24 CSS pixels (WCAG 2.5.8): fields with the label that serves them, buttons, and
    /// links that stand outside a sentence.
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

    /// <summary>What has the focus, and whether its middle can be seen where it lies.</summary>
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

    /// <summary>Text that is larger than what shows it, where what is too much cannot be seen.</summary>
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

    /// <summary>Text spacing of WCAG 1.4.12, set as a reader's own style would.</summary>
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

internal sealed class FocusFact
{
    public string Name { get; set; } = "";

    /// <summary>How many of three points down its middle are not covered.</summary>
    public int Seen { get; set; }

    /// <summary>Nothing has the focus: the round is over.</summary>
    public bool Body { get; set; }
}
