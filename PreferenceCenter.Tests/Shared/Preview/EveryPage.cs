using System.Collections;

namespace PreferenceCenter.Tests.Shared.Preview;

/// <summary>Every page of the preview in every language of the site.</summary>
public sealed class EveryPage : IEnumerable<object[]>
{
    public IEnumerator<object[]> GetEnumerator() =>
        (
            from path in SamplePages.Paths
            from language in Samples.Languages
            select new object[] { path, language }
        ).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
