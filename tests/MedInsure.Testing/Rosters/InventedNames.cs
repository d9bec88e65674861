namespace MedInsure.Testing.Rosters;

/// <summary>Names that sound like people and belong to nobody in particular: a common family name and characters that are often given.</summary>
internal static class InventedNames
{
    private const string FamilyNames = "王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private const string Given = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂梅建国华文玉红春燕志小海荣新云飞鹏宇浩晨欣怡雪琳佳慧俊峰博文思远天乐永福德贵生财旺根柱林山水金银花菊莲翠凤珍珠香秋月清";

    private static readonly string[] Long = ["买买提·阿不都拉", "古丽娜尔·吐尔逊", "扎西·才让", "卓玛·央金", "马·依布拉欣"];

    /// <param name="dice">Random bits of the person.</param>
    public static string Of(ulong dice)
    {
        if (dice % 500 == 0)
        {
            return Long[(int)(dice / 500 % (ulong)Long.Length)];
        }

        Span<char> name = [FamilyNames[(int)(dice % (ulong)FamilyNames.Length)], Given[(int)(dice / 1_000 % (ulong)Given.Length)], Given[(int)(dice / 100_000 % (ulong)Given.Length)]];
        return new string(dice / 10_000_000 % 7 == 0 ? name[..2] : name);
    }
}
