namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>Setting <c>Demo:Seed</c>: whether a first start in Development makes the demo organisation.</summary>
internal sealed record DemoSettings(bool Seeds);
