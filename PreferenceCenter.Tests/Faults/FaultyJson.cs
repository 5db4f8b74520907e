using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Catalogue;

namespace PreferenceCenter.Tests.Faults;

/// <summary>Files of topics, notices and forms with faults, for a centre as <see cref="RaisedFaults"/> makes it.</summary>
internal static class FaultyJson
{
    /// <summary>A closed topic about boats, and words that two topics share.</summary>
    public const string Closed =
        """{"topics":[{"key":"shut","category":"all","state":"closed","productFamily":"boats","texts":{"en":{"name":"Shut"}}},{"key":"clinic","category":"all","state":"published","sensitive":true,"texts":{"en":{"name":"Clinic"}}}]}""";
    public const string Shared = """{"topics":[{"topic":"digest","texts":{"en":{"statement":"Yes, **news**."}}}]}""";

    public static readonly string[] Topics =
    [
        """{"topics":[""",
        """{"topics":[{"key":"news","key":"digest"}]}""",
        """["topics"]""",
        """{"topics":{"news":{}}}""",
        """{"unheard":1,"categories":[{"key":"new"},{"key":"all","order":"first"},{"key":"all"}]}""",
        """{"topics":[{"category":"all"},{"key":"News"},{"key":7},{"key":"x"},{"key":"y","category":"nope"}]}""",
        """{"topics":[{"key":"news","number":5,"state":"live","private":"yes","frequencies":["weekly","weekly"]}]}""",
        """{"topics":[{"key":"x","category":"all","number":1},{"key":"shut","productFamily":"cars","sender":{"address":"cars"}}]}""",
        """{"topics":[{"key":"shut","sample":{"de":"Hallo"}}]}""",
        """{"topics":[{"key":"news","state":"published","mergedInto":"news"}]}""",
        """{"topics":[{"key":"x","category":"all","number":4294967295},{"key":"y","category":"all"}]}""",
        """{"topics":[{"key":"news","texts":{"en":{"name":"a\u0000b"}}},{"key":"later","state":"published"}]}""",
        $$"""{"topics":[{"key":"news","texts":{"en":{"name":"{{new string('n', 201)}}"} } }]}""",
    ];

    public static readonly string[] Settings =
    [
        """{"site":{"name":"Harbour\u2063 Ltd"}}""",
        """{"site":{"logo":"data:image/svg+xml;base64,PHN2Zy8+"}}""",
        .. from bytes in (byte[][])[SamplePictures.Png(15, 16), new byte[LogoPicture.MostBytes + 1]]
        select $$"""{"site":{"logo":"data:image/png;base64,{{Convert.ToBase64String(bytes)}}"} }""",
        """{"site":{"name":"","color":"greenish","privacyNoticeUrl":"here","privacyContact":"us","languages":["de","xx","de"]}}""",
    ];

    public static readonly string[] Notices =
    [
        """{"site":{"controllers":[],"texts":{}}}""",
        """{"topics":[{"topic":"nothing","texts":{"en":{"statement":"x"}}},{"topic":"news","texts":{"de":{"statement":"x"}}}]}""",
        """{"topics":[{"topic":"news","change":"big","renewBy":"soon","texts":{"en":{"statement":"x"}}}]}""",
        """{"topics":[{"topic":"news","change":"purpose","texts":{"en":{"statement":"other"}}}]}""",
        """{"topics":[{"topic":"news","change":"purpose","renewBy":"2020-01-31","texts":{"en":{"statement":"other"}}}]}""",
        """{"topics":[{"topic":"news","change":"purpose","renewBy":"9999-12-31","texts":{"en":{"statement":"other"}}}]}""",
        """{"topics":[{"topic":"clinic","texts":{"en":{"statement":"Yes, **this**."}}}]}""",
        .. from statement in (string[])
            [
                string.Concat(Enumerable.Repeat("- ", 500)) + "x",
                "# Big",
                "> quoted",
                "`code`",
                @"a\n\n---\n\nb",
                "![i](https://x.example/i)",
                "[x](javascript:alert(1))",
            ]
        select $$"""{"topics":[{"topic":"news","texts":{"en":{"statement":"{{statement}}"} } }]}""",
    ];

    public static readonly string[] Forms =
    [
        """{"forms":[{"key":"f","topics":["news"],"terms":{"url":"http://x.example","texts":{}},"texts":{}}]}""",
        """{"forms":[{"key":"f","state":"published","topics":["beta","later","nothing","news","digest"],"texts":{"en":{"title":"Do not miss out!"}}}]}""",
        """{"forms":[{"key":"f","state":"published","topics":[],"terms":{"url":"https://x.example","texts":{}},"texts":{}}]}""",
    ];
}
