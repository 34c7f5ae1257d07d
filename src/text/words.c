/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "text/class.h"

/*
 * The words of two characters that heads of government reports are made of. This is no dictionary:
 * a word that is missing is as good a place to break as any, and lines are even all the same.
 */
static const uint32_t WORDS[][2] = {
        {U'政', U'府'}, {U'府', U'信'}, {U'信', U'息'}, {U'公', U'开'}, {U'工', U'作'},
        {U'年', U'度'}, {U'报', U'告'}, {U'情', U'况'}, {U'管', U'理'}, {U'教', U'育'},
        {U'卫', U'生'}, {U'健', U'康'}, {U'知', U'识'}, {U'产', U'权'}, {U'机', U'关'},
        {U'人', U'民'}, {U'委', U'员'}, {U'员', U'会'}, {U'办', U'公'}, {U'公', U'室'},
        {U'科', U'技'}, {U'科', U'学'}, {U'技', U'术'}, {U'规', U'划'}, {U'自', U'然'},
        {U'资', U'源'}, {U'财', U'政'}, {U'公', U'安'}, {U'应', U'急'}, {U'市', U'场'},
        {U'监', U'督'}, {U'发', U'展'}, {U'改', U'革'}, {U'环', U'境'}, {U'生', U'态'},
        {U'交', U'通'}, {U'运', U'输'}, {U'农', U'业'}, {U'文', U'化'}, {U'社', U'会'},
        {U'保', U'障'},
};

/* The last characters of organs' names that seldom are the first ones of a word. */
static const uint32_t ORGAN_ENDS[] = {U'局', U'厅', U'委', U'府', U'镇', U'乡'};

bool words_join(const struct shaped *s, size_t i)
{
	for (size_t k = 0; k < sizeof(WORDS) / sizeof(WORDS[0]); k++) {
		if (s->clusters[i - 1].cp == WORDS[k][0] && s->clusters[i].cp == WORDS[k][1])
			return true;
	}
	return false;
}

bool words_pause(const struct shaped *s, size_t i)
{
	uint32_t cp = s->clusters[i - 1].cp;

	if (words_join(s, i))
		return false;
	if (cp == U'年')
		return i >= 2 && s->clusters[i - 2].class_ == TEXT_DIGIT;
	for (size_t k = 0; k < sizeof(ORGAN_ENDS) / sizeof(ORGAN_ENDS[0]); k++) {
		if (cp == ORGAN_ENDS[k])
			return true;
	}
	return false;
}
