/* SPDX-License-Identifier: MIT */
/*
 * mutate_json.c: changes the tree of a JSON text, as bytes changed anywhere only make it no JSON at
 * all. What precedes the first brace (a target's choice) is changed as bytes.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { DEPTH_MAX = 40 };

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 8;
}

static size_t count(const cJSON *node, int depth)
{
	size_t n = 1;

	for (const cJSON *c = node->child; c != NULL && depth < DEPTH_MAX; c = c->next)
		n += count(c, depth + 1);
	return n;
}

/* The node with this number in reading order; the root is 0. */
static cJSON *at(cJSON *node, size_t *number, int depth)
{
	if (*number == 0)
		return node;
	--*number;
	for (cJSON *c = node->child; c != NULL && depth < DEPTH_MAX; c = c->next) {
		cJSON *found = at(c, number, depth + 1);

		if (found != NULL)
			return found;
	}
	return NULL;
}

static cJSON *any(cJSON *root, unsigned *seed)
{
	size_t number = next(seed) % count(root, 0);

	return at(root, &number, 0);
}

static cJSON *new_value(unsigned *seed)
{
	static const char *const literals[] = {"null",
	                                       "true",
	                                       "0",
	                                       "-1",
	                                       "1e300",
	                                       "12.50",
	                                       "4166.2416190",
	                                       "\"/\"",
	                                       "\"\"",
	                                       "[]",
	                                       "{}",
	                                       "[[]]",
	                                       "\"１２\"",
	                                       "\"2024年\"",
	                                       "\"\\n\"",
	                                       "\"（一）\"",
	                                       "\"[^1]\"",
	                                       "\"\\u202e\"",
	                                       "99999999999999999999"};

	return cJSON_Parse(literals[next(seed) % COUNT(literals)]);
}

/* A text with a few bytes changed; cJSON writes whatever they are. */
static void change_text(cJSON *node, unsigned *seed)
{
	size_t n = strlen(node->valuestring);
	char *text = malloc(2 * n + 64);

	if (text == NULL)
		return;
	memcpy(text, node->valuestring, n);
	if (next(seed) % 4 == 0 && n > 0) { /* twice as long */
		memcpy(text + n, text, n);
		n *= 2;
	} else {
		n = LLVMFuzzerMutate((uint8_t *)text, n, 2 * n + 63);
	}
	text[n] = '\0';
	cJSON_SetValuestring(node, text);
	free(text);
}

static void change(cJSON *root, unsigned *seed)
{
	cJSON *node = any(root, seed), *other = any(root, seed), *copy;

	switch (next(seed) % 6) {
	case 0:
		if (node->child != NULL)
			cJSON_Delete(cJSON_DetachItemViaPointer(node, node->child));
		break;
	case 1:
		copy = cJSON_Duplicate(other, 1);
		if (cJSON_IsArray(node))
			cJSON_AddItemToArray(node, copy);
		else if (cJSON_IsObject(node) && other->string != NULL)
			cJSON_AddItemToObject(node, other->string, copy);
		else
			cJSON_Delete(copy);
		break;
	case 2:
		copy = new_value(seed);
		if (node->child != NULL && cJSON_IsObject(node))
			cJSON_ReplaceItemInObject(node, node->child->string, copy);
		else if (cJSON_IsArray(node))
			cJSON_AddItemToArray(node, copy);
		else
			cJSON_Delete(copy);
		break;
	case 3:
		if (node->child != NULL &&
		    node->child->next != NULL) /* the first becomes the last */
			cJSON_AddItemToArray(node, cJSON_DetachItemViaPointer(node, node->child));
		break;
	case 4:
		if (cJSON_IsNumber(node))
			cJSON_SetNumberHelper(node, (double)(next(seed) % 1000) - 10);
		break;
	default:
		if (cJSON_IsString(node))
			change_text(node, seed);
		break;
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	const uint8_t *brace = memchr(data, '{', size);
	size_t before = brace != NULL ? (size_t)(brace - data) : size, n;
	cJSON *root = NULL;
	char *text;

	if (before < size && next(&seed) % 16 > 0)
		root = cJSON_ParseWithLength((const char *)brace, size - before);
	if (root == NULL)
		return LLVMFuzzerMutate(data, size, max_size);
	for (unsigned k = 1 + next(&seed) % 4; k > 0; k--)
		change(root, &seed);
	text = cJSON_PrintUnformatted(root);
	cJSON_Delete(root);
	n = text != NULL ? strlen(text) : 0;
	if (n == 0 || before + n > max_size) {
		free(text);
		return LLVMFuzzerMutate(data, size, max_size);
	}
	memcpy(data + before, text, n);
	free(text);
	if (before > 0 && next(&seed) % 8 == 0)
		data[0] = (uint8_t)next(&seed);
	return before + n;
}
