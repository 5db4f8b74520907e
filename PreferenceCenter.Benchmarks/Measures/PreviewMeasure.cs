using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures how long after a keystroke in a topic's editor the preview shows it: a real browser, a connection to the
/// published program on the same machine, twenty topics on the page.
/// </summary>
internal sealed class PreviewMeasure : Measure
{
    private const string Address = "marketer@example.org";
    private const int Warmup = 20;

    public override string Name => "preview";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var installation = await bench.InstallAsync(Options.Small, cancel);
        using var command = installation.Run("staff", "add", "--email", Address, "--role", "marketing");
        var link = await command.FinishAsync(cancel);
        using var server = await installation.ServeAsync(cancel, browsed: true);
        using var marketer = new Visitor(server.Port);
        await marketer.SignInAsync(link, Address, cancel);
        using var tabs = await Tabs.OpenAsync(bench.Workspace, cancel);
        var page = new Uri($"http://localhost:{server.Port}/staff/topics/{TopicMaker.KeyOf(1)}");
        await tabs.TakeCookiesAsync(page, marketer.Cookies, cancel);
        var tab = await tabs.OpenAsync(page, cancel);
        var times = (await Tabs.RunAsync<double[]>(tab, Typing(bench.Options.Quick ? 40 : 200), cancel))
            .Skip(Warmup)
            .Order()
            .ToArray();
        const string title = "preview after a keystroke, in Chromium";
        return
        [
            new Row($"{title}: p95", times[(int)(times.Length * 0.95)], "ms", Floor: Floor.AtMost(100)),
            new Row($"{title}: p50", Median.Of(times), "ms"),
        ];
    }

    // A letter, until it stands in the preview; then the next one.
    private static string Typing(int times) =>
        $$"""
            async () => {
              const until = async is => {
                for (let tries = 0; !is(); tries++) {
                  if (tries > 300) throw new Error('The preview does not show it.');
                  await new Promise(r => setTimeout(r, 100));
                }
              };
              const shown = () => document.querySelector('#look')?.contentDocument?.querySelector('.edited label')?.textContent;
              await until(() => document.documentElement.dataset.open && shown());
              const field = document.querySelector('#f-texts-en-name'), page = document.querySelector('#look').contentDocument, times = [];
              for (let i = 0; i < {{times + Warmup}}; i++) {
                const begin = performance.now();
                const there = new Promise(done => {
                  const watch = new MutationObserver(() => {
                    if (!shown()?.includes(field.value)) return;
                    watch.disconnect();
                    done();
                  });
                  watch.observe(page, { childList: true, subtree: true });
                });
                field.value = i % 60 ? field.value + 'q' : 'A name';
                field.dispatchEvent(new Event('input', { bubbles: true }));
                await there;
                times.push(performance.now() - begin);
              }
              return times;
            }
            """;
}
